// The layers are rules here, so that an import in the wrong direction fails the build and not a review.
//   contract <- core <- hooks <- screens     ui <- screens     i18n <- screens     main.tsx wires them all
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const REACT = ['react', 'react/*', 'react-dom', 'react-dom/*', '@mui/*', '@emotion/*'];
const LAYERS = ['contract', 'core', 'hooks', 'ui', 'screens', 'i18n'];

/** Forbids `layer` to import from any layer but `allowed`, and from the packages in `packages`. */
function layer(name, allowed, packages, extra = []) {
  const partly = extra.flatMap(({ group }) => group).join();
  const forbidden = LAYERS.filter(
    (other) => other !== name && !allowed.includes(other) && !partly.includes(`/${other}/`),
  );
  return {
    files: [`src/${name}/**/*.{ts,tsx}`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(forbidden.length > 0
              ? [
                  {
                    group: forbidden.flatMap((other) => [`**/${other}`, `**/${other}/**`]),
                    message: `${name} may import only from: ${[...allowed, 'itself'].join(', ')}.`,
                  },
                ]
              : []),
            ...(packages.length > 0 ? [{ group: packages, message: `${name} does not know these packages.` }] : []),
            { group: ['**/main'], message: 'main wires the layers; nothing imports it.' },
            ...extra,
          ],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'dist-gallery', 'node_modules', 'eslint.config.js'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 600 }],
      'no-console': ['error', { allow: ['warn'] }],
    },
  },
  { files: ['src/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  layer('contract', [], [...REACT, 'socket.io-client']),
  layer('core', ['contract'], REACT),
  layer('hooks', ['contract', 'core'], ['@mui/*', '@emotion/*', 'socket.io-client']),
  layer('ui', [], ['socket.io-client']),
  layer('i18n', ['contract'], [...REACT, 'socket.io-client']),
  layer('screens', ['contract', 'hooks', 'ui', 'i18n'], ['socket.io-client'], [
    {
      group: ['**/core/**'],
      allowTypeImports: true,
      message: 'screens know the models of core by type only; behaviour comes through hooks.',
    },
  ]),
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/core/clock.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: 'Take a Clock: tests own the time.' },
        { name: 'setInterval', message: 'Take a Clock: tests own the time.' },
      ],
    },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // Fakes stand in for browser classes with a few of their members, and tests reach for what they know is there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

// The arrows between the layers are lint rules; this proves that the rules bite.
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const RULE = '@typescript-eslint/no-restricted-imports';

const eslint = new ESLint({
  cwd: `${import.meta.dirname}/..`,
  // The rule looks at the text of the import alone: without types a file that does not exist can be judged.
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false, project: null } },
  },
  ruleFilter: ({ ruleId }) => ruleId === RULE,
});

async function complaints(file: string, source: string): Promise<number> {
  const [result] = await eslint.lintText(source, { filePath: `src/${file}` });
  expect(result?.messages.filter(({ fatal }) => fatal)).toEqual([]);
  return result?.messages.filter(({ ruleId }) => ruleId === RULE).length ?? -1;
}

describe('an import against the arrows is refused', () => {
  it.each([
    ['contract/x.ts', "import { a } from '../core/clock';"],
    ['core/x.ts', "import { useState } from 'react';"],
    ['core/call/x.ts', "import { useModel } from '../../hooks/use_model';"],
    ['core/x.ts', "import { t } from '../i18n';"],
    ['core/x.ts', "import { theme } from '../ui/theme';"],
    ['hooks/x.ts', "import { App } from '../screens/app';"],
    ['hooks/x.ts', "import Button from '@mui/material/Button';"],
    ['ui/x.tsx', "import { Call } from '../core/call/call';"],
    ['ui/x.tsx', "import type { Call } from '../core/call/call';"],
    ['ui/x.tsx', "import { useModel } from '../hooks/use_model';"],
    ['ui/x.tsx', "import { t } from '../i18n';"],
    ['i18n/x.ts', "import { Call } from '../core/call/call';"],
    ['screens/x.tsx', "import { Call } from '../core/call/call';"],
    ['screens/x.tsx', "import { io } from 'socket.io-client';"],
    ['screens/x.tsx', "import { x } from '../main';"],
  ])('%s: %s', async (file, source) => {
    expect(await complaints(file, source)).toBe(1);
  });
});

describe('an import along the arrows is fine', () => {
  it.each([
    ['core/x.ts', "import type { Ack } from '../contract/events';"],
    ['hooks/x.ts', "import { Call } from '../core/call/call'; import { useState } from 'react';"],
    ['screens/x.tsx', "import type { Call } from '../core/call/call'; import { t } from '../i18n';"],
    ['screens/x.tsx', "import { Page } from '../ui/page'; import { useModel } from '../hooks/use_model';"],
    ['ui/x.tsx', "import Box from '@mui/material/Box'; import { Page } from './page';"],
  ])('%s: %s', async (file, source) => {
    expect(await complaints(file, source)).toBe(0);
  });
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { budget } from './build_tools/budget.ts';
import { precompress } from './build_tools/precompress.ts';

// Where `npm run dev` finds the callroom server; the built client is served by that server itself.
const DEV_SERVER = process.env['CALLROOM_URL'] ?? 'http://localhost:5000';

const VENDOR = /node_modules\/(react|react-dom|scheduler|@emotion|stylis|socket\.io|engine\.io|@socket\.io)/;

export default defineConfig({
  plugins: [
    react(),
    precompress(),
    // One language beside English is fetched by whoever reads it.
    budget({ maxBytes: 250 * 1024, alsoNeeded: /\/src\/(screens\/(lobby|room)|i18n\/fr)\// }),
  ],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // Inlined assets become data: URLs, which the content security policy allows for images only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        // These change rarely: apart from our own code, browsers keep them cached across our releases. MUI is not among
        // them, so that what only the administration uses of it is loaded with the administration.
        manualChunks: (id: string) => (VENDOR.test(id) ? 'vendor' : undefined),
      },
    },
  },
  server: {
    proxy: {
      '/api': DEV_SERVER,
      '/socket.io': { target: DEV_SERVER, ws: true },
    },
  },
  test: {
    environment: 'node', // files about the screen ask for jsdom in their first line
    include: ['test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // No test waits for time to pass; this only says when to give up on a machine that is busy with other things.
    testTimeout: 30_000,
  },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { precompress } from './build_tools/precompress.ts';

// Where `npm run dev` finds the callroom server; the built client is served by that server itself.
const DEV_SERVER = process.env['CALLROOM_URL'] ?? 'http://localhost:5000';

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // Inlined assets become data: URLs, which the content security policy allows for images only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        // Libraries change rarely: apart from our own code, browsers keep them cached across our releases.
        manualChunks: (id: string) => (id.includes('node_modules') ? 'vendor' : undefined),
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
  },
});

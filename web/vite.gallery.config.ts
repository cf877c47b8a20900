// The gallery is built in CI and shipped with nothing: dist-gallery/ is for looking at and for checking.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist-gallery',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: 'gallery.html' },
  },
});

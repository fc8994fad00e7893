/** Builds the help pane: one script without parts, beside the files of the application (build/pane.js). */
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { usedTexts } from './texts.ts';

const compressed_bytes_max = 40_000;

/** Pages of others carry it: it must stay small. */
const staysSmall: Plugin = {
  name: 'stays-small',
  writeBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      const text = file.type === 'chunk' ? file.code : file.source;
      const gzip = gzipSync(text).length;
      console.log(
        `${file.fileName}: ${text.length} letters, ${gzip} bytes by gzip, ${brotliCompressSync(text).length} by brotli`,
      );
      if (gzip > compressed_bytes_max) throw new Error(`${file.fileName} is larger than ${compressed_bytes_max} bytes`);
    }
  },
};

const web = join(import.meta.dirname, '..');

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [svelte({ configFile: false, emitCss: false }), usedTexts(), staysSmall],
  resolve: { alias: { $lib: join(web, 'src/lib'), $locales: join(web, '../locales') } },
  build: {
    outDir: join(web, 'build'),
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: 'element.ts', formats: ['iife'], name: 'madoguchiHelp', fileName: () => 'pane.js' },
  },
});

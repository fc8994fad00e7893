import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

const server = process.env.MADOGUCHI_SERVER ?? 'http://127.0.0.1:8080';

/** SvelteKit's announcer carries a style attribute, which the content security policy forbids; base.css styles it. */
const announcerWithoutStyle: Plugin = {
  name: 'announcer-without-style',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('generated/root.svelte')
      ? code.replace(/(id="svelte-announcer"[^>]*?) style="[^"]*"/, '$1')
      : undefined,
};

export default defineConfig({
  plugins: [announcerWithoutStyle, sveltekit()],
  server: { fs: { allow: ['..'] }, proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
});

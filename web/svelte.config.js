import adapter from '@sveltejs/adapter-static';

/** One page starts the portal, the console and the sign-in; the server gives it out for all their addresses. */
export default {
  kit: {
    adapter: adapter({ fallback: 'app.html' }),
    paths: { relative: false },
    alias: { $locales: '../locales' },
    // The help pane is built by itself (pane/vite.config.ts), and checked with all the rest.
    typescript: { config: (config) => ({ ...config, include: [...config.include, '../pane/**/*'] }) },
  },
};

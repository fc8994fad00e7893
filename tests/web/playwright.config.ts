// The story in a browser: Debian's Chromium against the real program.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const build = fileURLToPath(new URL('../../build/', import.meta.url));

export default defineConfig({
  testDir: '.',
  outputDir: `${build}test-web`,
  // A server of its own for each worker; the tests of one file stand on each other's data as little as on its order.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? `${build}test-web.json` }]],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    trace: 'off',
    screenshot: 'only-on-failure',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1440, height: 900 },
  },
});

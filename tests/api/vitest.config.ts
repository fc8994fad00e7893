import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  root,
  test: {
    include: ['tests/api/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'build/test-api.json' },
    // Every file starts servers of its own; two at once are enough for a small machine.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

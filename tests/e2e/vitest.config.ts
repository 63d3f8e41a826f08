import { defineConfig } from 'vitest/config'

/** The tests in a browser: one server, one SMTP server and one Chromium a file. */
export default defineConfig({
  test: {
    name: 'browser',
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/support/global-setup.ts'],
    provide: { picturesFolder: '' },
    // Only to end what hangs: no test asks how long something took.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})

import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './scripts/browser';

const executablePath = findChromium();

// Chromium phones home and asks for a sandbox that root has not; neither belongs in a test.
const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  retries: 0,
  // A test waits for half of its time, so that two of them leave a core idle.
  workers: 3,
  forbidOnly: true,
  reporter: 'list',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    // A trace takes a quarter of the time; a failure has its screenshot and the page's text. `--trace on` for one spec.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    {
      name: 'desktop',
      // Half of the people see what moves, so half of the tests do: those of the phone.
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1280, height: 800 },
        contextOptions: { reducedMotion: 'reduce' },
      },
    },
    {
      // What a small screen shows or does differently is tagged so; the rest is the same code at any width.
      name: 'phone',
      grep: /@layout/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: 'node --import tsx scripts/e2e-server.ts',
    env: { NODE_ENV: 'production', LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    wait: { stdout: /e2e server ready (?<e2e_server>\{.*\})/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    timeout: 300_000,
    stdout: 'pipe',
  },
});

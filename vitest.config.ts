import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Any value of the right length does: what is sealed in a test is opened in the same test.
const testKey = (letter: string) => Buffer.alloc(32, letter).toString('base64');

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['{app,components,db,lib,sandbox,scripts,test}/**/*.test.{ts,tsx}', '*.test.ts'],
    globalSetup: ['db/testing-setup.ts', 'lib/platform/jobs/testing-setup.ts'],
    env: {
      NODE_ENV: 'test',
      NEXTAUTH_SECRET: testKey('a'),
      SEALING_KEY: testKey('s'),
      DIGEST_KEY: testKey('d'),
      LOG_LEVEL: 'silent',
    },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Any value of the right length does: what is encrypted in a test is decrypted in the same test.
const testKey = (letter: string) => Buffer.alloc(32, letter).toString('base64');

const root = import.meta.dirname;

/** Each takes from five to thirty seconds: started last, one of them would keep a single core busy at the end. */
const longest = [
  'test/import-corpus/corpus.test.ts',
  'test/sale-model/sale-model.test.ts',
  'lib/domain/redemptions/statistics/zones.test.ts',
  'test/api-fuzz/api-fuzz.test.ts',
  'test/permissions/permissions.test.ts',
  'test/openapi/conformance.test.ts',
  'lib/domain/coupons/codes/issue-batch.test.ts',
  'lib/domain/sales/sales/supplier-sale.test.ts',
  'test/redemption-chaos/redemption-chaos.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.indexOf(path.relative(root, moduleId));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** Looks at what the process is like before anything has changed it. */
const needsOwnProcess = 'lib/api/node-listener.test.ts';

/** They run in a document of jsdom, which nothing else needs. */
const componentTests = '{app,components}/**/*.component.test.tsx';

const everywhere = {
  resolve: { alias: { '@': root } },
  test: {
    env: {
      NODE_ENV: 'test' as const,
      NEXTAUTH_SECRET: testKey('a'),
      SEALING_KEY: testKey('s'),
      DIGEST_KEY: testKey('d'),
      LOG_LEVEL: 'silent',
    },
    // Generous: the build and other tests run on the same two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    restoreMocks: true,
  },
};

export default defineConfig({
  test: {
    // Every worker has databases of its own open; more of them than this would need more connections.
    maxWorkers: Math.min(availableParallelism(), 8),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...everywhere,
        test: {
          ...everywhere.test,
          name: 'shared process',
          include: ['{app,components,db,lib,sandbox,scripts,test}/**/*.test.{ts,tsx}', '*.test.ts'],
          exclude: [needsOwnProcess, componentTests],
          globalSetup: ['db/testing-setup.ts', 'lib/platform/jobs/testing-setup.ts'],
          setupFiles: ['test/fresh-start.ts'],
          // Loading the code again for each file took a fifth of the time.
          isolate: false,
        },
      },
      { ...everywhere, test: { ...everywhere.test, name: 'own process', include: [needsOwnProcess] } },
      {
        ...everywhere,
        test: {
          ...everywhere.test,
          name: 'components',
          include: [componentTests],
          environment: 'jsdom',
          setupFiles: ['test/components/browser-parts.ts'],
          // As above: each file would load React and HeroUI again.
          isolate: false,
        },
      },
    ],
  },
});

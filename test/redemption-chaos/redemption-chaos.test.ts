import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { furtherProcesses } from '@/test/further-processes';
import { testSeed } from '@/test/random';
import { clients, redeemInChaos } from './redemption-chaos';

const test = openTestDatabase();
const others = furtherProcesses(test, 2);

// `bench/redemption-chaos.ts` goes on for as long as one likes.
const operations = 4_000;
const seed = testSeed;

it(`keeps counters, codes and limits under ${clients} clients that do as they please (TEST_SEED=${seed})`, async () => {
  const chaos = await redeemInChaos([test.db, ...others.map(({ db }) => db)], { operations, seed });
  expect(chaos.faults).toEqual([]);
  expect(chaos.done).toBeGreaterThan(50);
  expect(chaos.refused).toBeGreaterThan(50);
  expect(chaos.inconsistencies).toEqual([]);
  expect(chaos.broken).toEqual([]);
  expect(chaos.actions).toContain('redemption.lapsed');
}, 120_000);

import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { captureLog } from '@/lib/core/testing';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { checkReadiness } from './check-readiness';
import { sayStopping } from './stopping';

const test = openTestDatabase();
beforeAll(() => registerKeys(test.db, { assertReadable: async () => {}, beginDigests: async () => {} }));
afterEach(() => vi.restoreAllMocks());

it.each([
  [-6_000, false],
  [-4_000, true],
  [0, true],
  [4_000, true],
  [6_000, false],
])('a process whose clock is off by %i ms is ready: %s', async (offMs, clock) => {
  const lines = captureLog();
  const { now } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + offMs);
  expect(await checkReadiness(test.db)).toMatchObject({ status: clock ? 'ok' : 'unready', clock, writes: true });
  expect(lines.join().includes("this process' clock is not that of the database")).toBe(!clock);
});

it('a process that stops is not ready, and says why', async () => {
  sayStopping();
  const whole = { database: true, writes: true, migrations: true, keys: true, clock: true };
  expect(await checkReadiness(test.db)).toEqual({ status: 'unready', ...whole, stopping: true });
});

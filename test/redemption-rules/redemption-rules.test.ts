import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Conflict } from '@/lib/core/errors';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { type Rule, rules } from '@/lib/domain/redemptions/redemptions/rules';
import { findInconsistencies } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { build, isPossible, sound, type World } from './worlds';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now));
const now = new Date('2026-11-21T10:00:00Z');

afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

const faults: Partial<World>[] = [
  { deleted: true },
  { status: 'unavailable' },
  { release: 1 },
  { expiry: -1 },
  { security: 'restricted', code: 'own' },
  { code: 'redeemed' },
  { code: 'deleted' },
  { code: 'voided' },
  { code: 'held' },
  { batch: 'paused' },
  { sale: 'required' },
  { valid: 'over' },
  { limit: 'used', perUser: 'used' },
  { perUser: 'used' },
  { perUser: 'used_twice' },
  { audience: 'stranger' },
  { audience: 'of_another' },
  { audience: 'of_none' },
  { linked: 'both', bought: 'other_plan' },
  { linked: 'plan', bought: 'price' },
  { linked: 'price', bought: 'nothing' },
  { bought: 'unknown_price' },
  { minimum: 'missed' },
  { budget: 'spent' },
  { brake: 'full' },
  { brake: 'paused' },
];

async function expectAgreement(world: World) {
  const { request, failing } = await build(test, ctx, world);
  const check = await checkRedemption(ctx, request);
  const failed = check.reasons.filter((reason) => !reason.passed).map((reason) => reason.rule);
  expect(failed, JSON.stringify(world)).toEqual(failing);
  expect(check.redeemable).toBe(failed.length === 0);
  expect(check.reasons.map(({ rule }) => rule)).toEqual(rules);
  const outcome = await redeem(ctx, request).then(
    () => 'taken',
    (error: unknown) => error,
  );
  if (failing.length === 0) {
    expect(outcome).toBe('taken');
    return;
  }
  expect(outcome).toBeInstanceOf(Conflict);
  const refused = (outcome as Conflict).details.reasons as { rule: Rule }[];
  expect(refused.map((reason) => reason.rule)).toEqual(failing);
}

describe('check and redeem', () => {
  it.each<Partial<World>>([
    {},
    { code: 'expired' },
    { perUser: 'twice' },
    { audience: 'member' },
    { audience: 'of_status' },
    { linked: 'both', bought: 'plan' },
    { linked: 'both', bought: 'price' },
    { sale: 'required', code: 'sold', valid: 'still' },
    { minimum: 'met', budget: 'enough', brake: 'open' },
  ])('pass %j', (world) => expectAgreement({ ...sound, ...world }));

  it.each(faults)('refuse %j', (fault) => expectAgreement({ ...sound, ...fault }));

  it('refuse every pair of faults, each with its own rule', async () => {
    for (const [index, one] of faults.entries()) {
      for (const other of faults.slice(index + 1)) {
        const world = { ...sound, ...one, ...other };
        if (isPossible(world)) await expectAgreement(world);
      }
    }
  }, 240_000);

  it('agree whatever the state of things', async () => {
    const world = fc.record<World>({
      deleted: fc.boolean(),
      status: fc.constantFrom('available', 'available', 'unavailable'),
      release: fc.constantFrom(null, -1, 0, 1),
      expiry: fc.constantFrom(null, 1, 1, -1),
      security: fc.constantFrom('public', 'restricted'),
      limit: fc.constantFrom('none', 'open', 'used'),
      perUser: fc.constantFrom('any', 'fresh', 'used', 'twice', 'used_twice'),
      code: fc.constantFrom('own', 'available', 'sold', 'redeemed', 'deleted', 'voided', 'held', 'expired'),
      batch: fc.constantFrom('in_use', 'in_use', 'paused'),
      sale: fc.constantFrom('free', 'required'),
      valid: fc.constantFrom('endless', 'still', 'over'),
      audience: fc.constantFrom('everyone', 'member', 'stranger', 'of_status', 'of_another', 'of_none'),
      linked: fc.constantFrom('nothing', 'plan', 'price', 'both'),
      bought: fc.constantFrom('nothing', 'plan', 'price', 'other_plan', 'other_price', 'unknown_price'),
      minimum: fc.constantFrom('none', 'met', 'missed'),
      budget: fc.constantFrom('none', 'enough', 'spent'),
      brake: fc.constantFrom('none', 'open', 'open', 'full', 'paused'),
    });
    await fc.assert(
      fc.asyncProperty(world.filter(isPossible), async (candidate) => {
        await expectAgreement(candidate);
      }),
      { numRuns: 120 },
    );
  }, 240_000);
});

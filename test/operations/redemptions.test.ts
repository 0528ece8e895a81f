import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { DomainError, Invalid } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { type FoundOperation, fieldsOf, findOperations } from './find-operations';

const operations = await findOperations('lib/domain/redemptions');

const coupon = 'WELCOME25';
const user = { id: 'user-4411', groups: ['Premium'] };
const firstRow = 1;
/** An input that the schema takes; `{}` for those that are not here. */
const samples: Record<string, Record<string, unknown>> = {
  bookCycle: { id: firstRow, number: 1 },
  checkRedemption: { code: coupon, user },
  confirmRedemption: { id: firstRow },
  explainCode: { typed: coupon, userRef: null, groupIds: [], tvodPriceId: null },
  exportStatistics: { table: 'day', couponId: firstRow, days: 30 },
  getCouponStatistics: { couponId: firstRow },
  getRedemption: { id: firstRow },
  getRedemptionDetails: { id: firstRow },
  listSubscriptions: { couponId: firstRow },
  normalizeRedemptionSearch: { text: 'user-4411' },
  recount: { repair: true },
  redeem: { code: coupon, user },
  rollBackRedemption: { id: firstRow, reason: 'Payment failed' },
  rollUpCounters: { atOnce: 1 },
};

const odd = [undefined, null, 7, '', 'text', [], true, {}, { id: -1 }, { id: 1e20 }, { id: Number.NaN }];
const oddValues = [
  ...[undefined, null, true, '', ' ', '7', '-1', '\0', '\ud800', 'é'.repeat(100_000), [], [null], {}, { id: '\0' }],
  ...[-1, 0, 0.5, 1e20, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 7n, Symbol('odd'), () => 7],
  ...[new Date(Number.NaN), new Date(8.64e15), '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '9999-12-31'],
];

let test: TestDatabase;
let system: Context;
beforeAll(async () => {
  test = await createTestDatabase();
  const key = await makeKeyContext(test.db, ['redemptions:write']);
  await makeCoupon(test.db, { code: coupon });
  await redeem(key, { code: coupon, user: { id: 'first' } });
  // Holds every permission.
  system = systemContext(test.db, 'test');
});
afterAll(() => test.close());

/** Null for an answer. */
const failureOf = ({ call }: FoundOperation, input: unknown) =>
  call(system, input).then(
    () => null,
    (error: unknown) => error,
  );

it('has no sample of a use case that is gone', () => {
  expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(samples)));
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
  it('refuses as Invalid whatever its schema does not take', async () => {
    for (const given of odd) {
      const failure = await failureOf(operation, given);
      if (operation.input.safeParse(given).success)
        expect(failure === null || failure instanceof DomainError).toBe(true);
      else expect(failure, String(JSON.stringify(given))).toBeInstanceOf(Invalid);
    }
  });

  it('answers or refuses whatever one of its fields holds, and never fails', async () => {
    const sample = samples[name] ?? {};
    expect(operation.input.safeParse(sample).error, 'its sample').toBeUndefined();
    for (const field of new Set([...fieldsOf(operation.input), ...Object.keys(sample)])) {
      for (const value of oddValues) {
        const failure = await failureOf(operation, { ...sample, [field]: value });
        if (failure !== null) expect(failure, `${field}: ${String(value).slice(0, 50)}`).toBeInstanceOf(DomainError);
      }
    }
  });
});

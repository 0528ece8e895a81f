import { expect, it } from 'vitest';
import { hotSql } from './client';
import { openTestDatabase } from './testing';

const test = openTestDatabase();

it('plans for rows that will come, even while a table is known to be empty', async () => {
  await test.sql`vacuum analyze redemptions`;
  const plan = await hotSql(test.db)<{ 'QUERY PLAN': string }[]>`
    explain select id from redemptions where user_ref = 'one' and coupon_id = 1`;
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('redemptions_user_idx');
});

it('has no such client for a transaction, whose statements it would run outside of it', async () => {
  await test.db.transaction(async (tx) => {
    expect(() => hotSql(tx)).toThrow('inside a transaction');
  });
});

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { OpenDatabase } from '@/db/client';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { systemContext } from '@/lib/platform/context/context';
import { expect, test } from '../fixtures';
import { freePort, openOwnDatabase, startOwnServer } from './own-server';

const purchases = 100;
const lanes = 25;
const answersBeforeTheKill = 30;
type Answer = { reference: string; body: { state?: string; pin?: string; error_code?: string } | null };

async function buy(port: number, token: string, reference: string): Promise<Answer> {
  const body = JSON.stringify({ token, reference, value: 'crash', amount: 2000 });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/use/nettv-coupon/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { reference, body: (await answer.json()) as Answer['body'] };
  } catch {
    return { reference, body: null };
  }
}

async function stockedShop(database: OpenDatabase): Promise<string> {
  const ctx = systemContext(database.db, 'crash test');
  const coupon = await createCoupon(
    ctx,
    createCouponInput.parse({ code: 'crash', discount: 100, duration: 'once', security: 'restricted' }),
  );
  await issueCodes(ctx, { couponId: coupon.id, count: 150 });
  await createProduct(ctx, { name: 'Crash', value: 'crash', amountPaisa: 200_000, couponId: coupon.id });
  const { key } = await createIntegratorKey(ctx, { name: 'Crash', scopes: ['nettv:sell'], creditPaisa: 40_000_000 });
  return key;
}

test('a server killed during 100 purchases loses none and doubles none', async () => {
  const database = await openOwnDatabase();
  const token = await stockedShop(database);
  const port = await freePort();

  const first = await startOwnServer(port, { hasPages: false });
  const references = Array.from({ length: purchases }, () => randomUUID());
  const answers: Answer[] = [];
  const waiting = [...references];
  // The last ones are only sent after the kill: however quick the server is, it cannot have answered all of them.
  const lane = async () => {
    for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
      answers.push(await buy(port, token, reference));
      if (answers.length === answersBeforeTheKill) first.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const sold = answers.filter((answer) => answer.body?.state === 'Success');
  expect(sold.length).toBeGreaterThan(0);
  expect(answers.some((answer) => answer.body === null)).toBe(true);

  const second = await startOwnServer(port, { hasPages: false });
  for (const reference of references) {
    const again = await buy(port, token, reference);
    expect(again.body?.state === 'Success' || again.body?.error_code === '1013').toBe(true);
  }

  const rows = await database.sql<{ reference: string; state: string; digest: Buffer; status: string }[]>`
    select s.reference, s.state, c.digest, c.status from sales s join codes c on c.id = s.code_id`;
  expect(rows).toHaveLength(purchases);
  expect(new Set(rows.map((row) => row.digest.toString('hex'))).size).toBe(purchases);
  expect(rows.every((row) => row.state === 'succeeded' && row.status === 'sold')).toBe(true);
  for (const answer of sold) {
    const row = rows.find((candidate) => candidate.reference === answer.reference);
    expect(row?.digest.equals(digestCode(answer.body?.pin ?? ''))).toBe(true);
  }
  const [counts] = await database.sql<{ sold: number; sales: number; consumed: string }[]>`
    select (select count(*)::int from codes where status = 'sold') as sold,
      (select count(*)::int from sales where state = 'succeeded') as sales,
      (select balance_paisa from credit_accounts where kind = 'consumed') as consumed`;
  expect(counts).toEqual({ sold: purchases, sales: purchases, consumed: String(purchases * 200_000) });

  second.kill('SIGTERM');
  expect(await once(second, 'exit')).toEqual([0, null]);
  await database.close();
});

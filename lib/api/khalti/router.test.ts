import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { openServed } from '@/lib/api/testing';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { sell } from '@/lib/domain/sales/sales/sell';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import type { FaultInput } from '@/sandbox/khalti/faults';
import { prepared } from '@/test/prepared';

const served = prepared(openServed);
const khalti = prepared(connectKhalti);
let product: { id: number; amountPaisa: number };
beforeAll(async () => {
  product = await offerKhaltiProduct(served.db, khalti, { value: 'nettv khalti', amount: 2000 });
});

async function sellUnder(fault: FaultInput | null) {
  if (fault) khalti.fault(fault);
  const seller = await makeUserContext(served.db, 'support');
  const order = { reference: randomUUID(), productId: product.id, expectedAmountPaisa: product.amountPaisa };
  return rowOf((await sell(seller, order)).sale.id);
}
async function rowOf(id: number) {
  const [row] = await served.db.select().from(sales).where(eq(sales.id, id));
  if (!row) throw new Error('There is no such sale.');
  return row;
}

/** As Khalti sends it. */
async function notify(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  return served.send({
    method: 'POST',
    path: '/api/khalti/dlr',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    body: Buffer.from(await request.arrayBuffer()),
  });
}
const noticeOf = (reference: string | null, status = 'Success') =>
  notify({ reference: reference ?? '', amount: '2000', status, detail: 'Done', response_id: '12' });
const received = { status: 200, body: { received: true } };

it('has a sale whose outcome is not known looked up, and takes nothing of the notice itself', async () => {
  const sale = await sellUnder({ kind: 'cut-after-booking' });
  await followUpSales(systemContext(served.db, 'tests'));
  expect(await rowOf(sale.id)).toMatchObject({ state: 'unknown', lookUps: 0 });
  expect(await noticeOf(sale.supplierReference, 'Failed')).toMatchObject(received);
  expect((await rowOf(sale.id)).state).toBe('unknown');
  await followUpSales(systemContext(served.db, 'tests'));
  expect(await rowOf(sale.id)).toMatchObject({ state: 'pin_missing' });
});

it('changes no sale that has ended, and answers the same to what it does not know or cannot read', async () => {
  const sold = await sellUnder(null);
  for (const reference of [sold.supplierReference, randomUUID(), '', 'a\0b']) {
    expect(await noticeOf(reference, 'Refunded')).toMatchObject(received);
  }
  expect(await rowOf(sold.id)).toEqual(sold);
  const path = '/api/khalti/dlr';
  for (const [type, body] of [
    ['application/json', '{}'],
    ['multipart/form-data', 'no parts'],
    ['multipart/form-data; boundary=x', '--x'],
  ] as const) {
    const sent = { method: 'POST', path, headers: { 'content-type': type }, body };
    expect(await served.send(sent), type).toMatchObject(received);
  }
  expect(await notify({ other: '1' })).toMatchObject(received);
});

it('brings a look-up forward three times an hour for one sale', async () => {
  const sale = await sellUnder({ kind: 'cut-after-booking' });
  const later = new Date(Date.now() + 3600_000);
  const isBrought = async () => {
    await served.db.update(sales).set({ nextLookUpAt: later }).where(eq(sales.id, sale.id));
    expect(await noticeOf(sale.supplierReference)).toMatchObject(received);
    return ((await rowOf(sale.id)).nextLookUpAt ?? later) < later;
  };
  const brought = [];
  for (let sent = 0; sent < 5; sent += 1) brought.push(await isBrought());
  expect(brought).toEqual([true, true, true, false, false]);
});

it('takes no notice of another size or method', async () => {
  expect((await notify({ reference: 'x'.repeat(70_000) })).status).toBe(413);
  expect((await served.send({ path: '/api/khalti/dlr' })).status).toBe(405);
});

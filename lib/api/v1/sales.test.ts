import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let buyer: Awaited<ReturnType<typeof makeBuyer>>;
let stock: Stock;
beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  buyer = await makeBuyer(test.db, 2_000_000);
  stock = await makeStock(test.db, 10);
});

async function undo(reference: string, options: { key?: string; idempotencyKey?: string | null; body?: unknown } = {}) {
  const { key = buyer.key, idempotencyKey = crypto.randomUUID(), body = { reason: 'Wrong customer' } } = options;
  const answer = await app.request(`/api/v1/sales/${reference}/void`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const read = ({ text }: { text: string }) => JSON.parse(text);

describe('POST /api/v1/sales/{reference}/void', () => {
  it('gives the credit back once, and a repeated request the same answer byte for byte', async () => {
    const before = await getOwnBalance(buyer);
    const { sale } = await sell(buyer, order(stock));
    const idempotencyKey = 'void-1';
    const first = await undo(sale.reference, { idempotencyKey });
    expect(first.status).toBe(200);
    expect(read(first)).toMatchObject({ reference: sale.reference, state: 'voided', amount: 200_000 });
    const again = await undo(sale.reference, { idempotencyKey });
    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await getOwnBalance(buyer)).toEqual(before);
    const reused = await undo(sale.reference, { idempotencyKey, body: { reason: 'Another' } });
    expect([reused.status, read(reused).code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('keeps a refusal for its key, as the problem that it was', async () => {
    const { sale } = await sell(buyer, order(stock));
    await undo(sale.reference);
    const first = await undo(sale.reference, { idempotencyKey: 'void-2' });
    expect([first.status, read(first).code]).toEqual([409, 'already_voided']);
    const again = await undo(sale.reference, { idempotencyKey: 'void-2' });
    expect({ status: again.status, text: again.text }).toEqual({ status: 409, text: first.text });
    expect(again.headers.get('content-type')).toBe('application/problem+json');
  });

  it('refuses what has no key, no reason, or is not theirs', async () => {
    const { sale } = await sell(buyer, order(stock));
    const bare = await undo(sale.reference, { idempotencyKey: null });
    expect([bare.status, read(bare).code]).toEqual([400, 'idempotency_key_required']);
    const silent = await undo(sale.reference, { body: {} });
    expect([silent.status, Object.keys(read(silent).fields)]).toEqual([400, ['reason']]);
    const stranger = await makeBuyer(test.db, 0);
    const stolen = await undo(sale.reference, { key: stranger.key });
    expect([stolen.status, read(stolen).code]).toEqual([404, 'not_found']);
    expect((await undo(sale.reference)).status).toBe(200);
  });

  it('voids once what many requests ask for at the same time', async () => {
    const { sale } = await sell(buyer, order(stock));
    const answers = await Promise.all(Array.from({ length: 4 }, () => undo(sale.reference)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
  });
});

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/sales';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import { enqueueDeliveries } from './enqueue-deliveries';
import { expireDeliveries } from './expire-deliveries';
import { listDeliveries } from './list-deliveries';
import { makeSale } from './testing';

let test: TestDatabase;
let seller: Context<UserActor>;
const contacts = { phone: '+9779860848045', email: 'buyer@example.com' };

beforeAll(async () => {
  test = await createTestDatabase();
  seller = await makeUserContext(test.db, 'support');
});
afterAll(() => test.close());

const newSale = async () => (await makeSale(test.db, seller.actor.id)).saleId;

async function countJobs(saleId: number): Promise<number> {
  const rows = await test.sql`select from pgboss.job j join deliveries d on d.id = (j.data->>'deliveryId')::bigint
    where d.sale_id = ${saleId} and j.name = 'send-delivery'`;
  return rows.length;
}

describe('enqueueDeliveries', () => {
  it('makes a message and a job of each contact', async () => {
    const saleId = await newSale();
    await enqueueDeliveries(seller, { saleId, ...contacts });
    expect(await listDeliveries(seller, saleId)).toMatchObject([
      { channel: 'sms', recipient: '+9779860848045', state: 'queued', attempts: 0, error: null },
      { channel: 'email', recipient: 'buyer@example.com', state: 'queued', attempts: 0, error: null },
    ]);
    expect(await countJobs(saleId)).toBe(2);
  });

  it('makes nothing without a contact', async () => {
    const saleId = await newSale();
    await enqueueDeliveries(seller, { saleId, phone: null, email: null });
    expect(await listDeliveries(seller, saleId)).toEqual([]);
  });

  it('makes nothing when the sale rolls back', async () => {
    const saleId = await newSale();
    const failing = inTransaction(seller, async (tx) => {
      await enqueueDeliveries(tx, { saleId, ...contacts });
      throw new Error('no sale');
    });
    await expect(failing).rejects.toThrow('no sale');
    expect(await listDeliveries(seller, saleId)).toEqual([]);
    expect(await countJobs(saleId)).toBe(0);
  });

  it('serves an integrator that may sell', async () => {
    const key = await makeKeyContext(test.db, ['nettv:sell']);
    const saleId = await newSale();
    await enqueueDeliveries(key, { saleId, ...contacts });
    expect(await countJobs(saleId)).toBe(2);
  });

  it('refuses who may not sell', async () => {
    const saleId = await newSale();
    const viewer = await makeUserContext(test.db, 'viewer');
    const key = await makeKeyContext(test.db, ['coupons:write']);
    await expect(enqueueDeliveries(viewer, { saleId, ...contacts })).rejects.toThrow(Forbidden);
    await expect(enqueueDeliveries(key, { saleId, ...contacts })).rejects.toThrow(Forbidden);
    expect(await countJobs(saleId)).toBe(0);
  });
});

describe('listDeliveries', () => {
  it('refuses a key: sales are read at the desk', async () => {
    const key = await makeKeyContext(test.db, ['nettv:sell']);
    await expect(listDeliveries(key, 1)).rejects.toThrow(Forbidden);
  });
});

describe('expireDeliveries', () => {
  it('ends what has waited for a day, and nothing else', async () => {
    const [old, young] = [await newSale(), await newSale()];
    await enqueueDeliveries(seller, { saleId: young, ...contacts });
    await enqueueDeliveries(seller, { saleId: old, ...contacts });
    const dayAgo = new Date(Date.now() - 24 * 3600_000);
    await test.db.update(deliveries).set({ createdAt: dayAgo }).where(eq(deliveries.saleId, old));
    await expireDeliveries(systemContext(test.db, 'test'));
    const states = async (saleId: number) =>
      (await listDeliveries(seller, saleId)).map((row) => [row.state, row.error]);
    expect(await states(old)).toEqual(Array(2).fill(['failed', 'too_late']));
    expect(await states(young)).toEqual(Array(2).fill(['queued', null]));
  });
});

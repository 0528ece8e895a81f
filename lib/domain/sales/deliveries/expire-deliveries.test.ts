import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { expireDeliveries } from './expire-deliveries';
import { listDeliveries } from './list-deliveries';
import { makeSale, queueDeliveries } from './testing';

const test = openTestDatabase();
const seller = prepared(() => makeUserContext(test.db, 'support'));
const contacts = { phone: '+9779860848045', email: 'buyer@example.com' };

const newSale = async () => (await makeSale(test.db, seller.actor.id)).saleId;

describe('listDeliveries', () => {
  it('refuses a key: sales are read at the desk', async () => {
    const key = await makeKeyContext(test.db, ['nettv:sell']);
    await expect(listDeliveries(key, { saleId: 1 })).rejects.toThrow(Forbidden);
  });
});

describe('expireDeliveries', () => {
  it('ends what has waited for a day, and nothing else', async () => {
    const [old, young] = [await newSale(), await newSale()];
    await queueDeliveries(seller, { saleId: young, ...contacts });
    await queueDeliveries(seller, { saleId: old, ...contacts });
    const dayAgo = new Date(Date.now() - 24 * 3600_000);
    await test.db.update(deliveries).set({ createdAt: dayAgo }).where(eq(deliveries.saleId, old));
    await expireDeliveries(systemContext(test.db, 'test'));
    const states = async (saleId: number) =>
      (await listDeliveries(seller, { saleId })).map((row) => [row.state, row.error]);
    expect(await states(old)).toEqual(Array(2).fill(['failed', 'too_late']));
    expect(await states(young)).toEqual(Array(2).fill(['queued', null]));
  });
});

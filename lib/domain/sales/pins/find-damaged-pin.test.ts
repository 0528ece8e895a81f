import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personUses } from '@/db/schema/limits';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { liftLimit } from '@/lib/domain/access/limits/lift-limit';
import { encryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { findDamagedPin } from './find-damaged-pin';
import { fits, parseReadablePart } from './readable-part';

const test = openTestDatabase({ max: 4 });
let stock: Stock;
let seller: Context<UserActor>;
let other: Context<UserActor>;
beforeAll(async () => {
  stock = await makeStock(test.db, 60);
});
beforeEach(async () => {
  seller = await makeUserContext(test.db, 'support');
  other = await makeUserContext(test.db, 'support');
});

let phones = 0;
const nextPhone = () => `98410${String(10_000 + ++phones)}`;

async function sellTo(contact: { phone?: string; email?: string }) {
  const { sale, pin } = await sell(seller, { ...order(stock), ...contact, despiteSaleId: Number.MAX_SAFE_INTEGER });
  if (!pin) throw new Error('Nothing was sold.');
  return { saleId: sale.id, pin };
}
/** The middle of a PIN cannot be read. */
const damaged = (pin: string) => `${pin.slice(0, 5)}${'?'.repeat(pin.length - 10)}${pin.slice(-5)}`;
const audited = (action: string, userId: number) =>
  test.sql`select subject_id::int as id, data from audit_events where action = ${action} and user_id = ${userId} order by id`;

describe('a damaged PIN', () => {
  it('is found among the sales of that customer alone, by phone, email, sale and serial', async () => {
    const [phone, email] = [nextPhone(), 'damaged@example.com'];
    const one = await sellTo({ phone, email });
    await sellTo({ phone });
    const stranger = await sellTo({ phone: nextPhone() });
    const serial = encryptCode('SERIAL-00012');
    await test.db
      .update(sales)
      .set({ serialDigest: serial.digest, serialSealed: serial.sealed, serialSealingKeyId: serial.sealingKeyId })
      .where(eq(sales.id, one.saleId));
    for (const customer of [phone, ` +977 ${phone}`, 'Damaged@Example.com', `#${one.saleId}`, 'serial 00012']) {
      const found = await findDamagedPin(seller, { customer, readable: damaged(one.pin) });
      expect(found, customer).toEqual({ kind: 'found', saleId: one.saleId, pin: one.pin });
      const readable = damaged(stranger.pin);
      expect(await findDamagedPin(seller, { customer, readable }), customer).toEqual({ kind: 'none' });
    }
    const readable = damaged(one.pin);
    expect(await findDamagedPin(seller, { customer: nextPhone(), readable })).toEqual({ kind: 'no_customer' });
    expect(await findDamagedPin(seller, { customer: '#999999', readable })).toEqual({ kind: 'no_customer' });
  });

  it('of a sale without a contact is looked for in that sale alone', async () => {
    const one = await sellTo({});
    const two = await sellTo({});
    const customer = `#${one.saleId}`;
    expect(await findDamagedPin(seller, { customer, readable: damaged(one.pin) })).toMatchObject({ pin: one.pin });
    expect(await findDamagedPin(seller, { customer, readable: damaged(two.pin) })).toEqual({ kind: 'none' });
  });

  it('needs six characters that can be read, and more where several fit', async () => {
    const phone = nextPhone();
    const { pin } = await sellTo({ phone });
    await sellTo({ phone });
    for (const readable of ['*', pin.slice(0, 5), `${pin.slice(0, 5)}*?-`]) {
      await expect(findDamagedPin(seller, { customer: phone, readable })).rejects.toMatchObject({
        fields: { readable: ['Enter at least 6 characters that can be read.'] },
      });
    }
    const twin = await test.sql<{ id: number }[]>`select code_id::int as id from sales where phone = ${`+977${phone}`}`;
    const same = encryptCode('SAMEPART-0001');
    const alike = encryptCode('SAMEPART-0002');
    for (const [index, { id }] of twin.entries()) {
      const { digest, sealed, sealingKeyId } = index === 0 ? same : alike;
      await test.sql`update codes set digest = ${digest}, sealed = ${sealed}, sealing_key_id = ${sealingKeyId} where id = ${id}`;
    }
    const find = (readable: string) => findDamagedPin(seller, { customer: phone, readable });
    expect(await find('samepart*')).toEqual({ kind: 'several', count: 2 });
    expect(await find('samepart???2')).toMatchObject({ kind: 'found', pin: 'SAMEPART-0002' });
  });

  it('of a sale that was voided is not found', async () => {
    const phone = nextPhone();
    const { saleId, pin } = await sellTo({ phone });
    await voidSale(seller, { saleId, reason: 'Wrong number' });
    expect(await findDamagedPin(seller, { customer: phone, readable: damaged(pin) })).toEqual({ kind: 'no_customer' });
  });

  it('is shown to its seller and a supervisor, which is a reveal, and named to others by its sale', async () => {
    const phone = nextPhone();
    const { saleId, pin } = await sellTo({ phone });
    const input = { customer: phone, readable: damaged(pin) };
    const supervisor = await makeUserContext(test.db, 'supervisor');
    expect(await findDamagedPin(supervisor, input)).toEqual({ kind: 'found', saleId, pin });
    expect(await findDamagedPin(other, input)).toEqual({ kind: 'found', saleId, pin: null });
    const data = { sales: 1, found: 1 };
    expect(await audited('sale.pin_searched', supervisor.actor.id)).toEqual([{ id: saleId, data }]);
    expect(await audited('sale.pin_revealed', supervisor.actor.id)).toEqual([{ id: saleId, data: { damaged: true } }]);
    expect(await audited('sale.pin_searched', other.actor.id)).toEqual([{ id: saleId, data }]);
    expect(await audited('sale.pin_revealed', other.actor.id)).toEqual([]);
  });

  it('is not for a viewer, nor for a key that cannot sell', async () => {
    const input = { customer: nextPhone(), readable: 'ABCDEF' };
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(findDamagedPin(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
    const key = await makeKeyContext(test.db, ['redemptions:read']);
    await expect(findDamagedPin(key as never, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('is searched for 20 times a day, found or not, until somebody else lifts that', async () => {
  const search = () => findDamagedPin(other, { customer: '9841099999', readable: 'ABCDEF' });
  for (let made = 0; made < 20; made += 1) expect(await search()).toEqual({ kind: 'no_customer' });
  await expect(search()).rejects.toMatchObject({ reason: 'limit_stop', details: { kind: 'search', limit: 20 } });
  expect(await test.db.$count(personUses, eq(personUses.userId, other.actor.id))).toBe(20);
  const supervisor = await makeUserContext(test.db, 'supervisor');
  expect(await liftLimit(supervisor, { userId: other.actor.id, kind: 'search' })).toEqual({ lifted: true });
  expect(await search()).toEqual({ kind: 'no_customer' });
});

describe('what can be read of a PIN', () => {
  it.each([
    ['ABCD-EFGH', 'ABCD?FGH', true],
    ['ABCD-EFGH', 'abcd*', true],
    ['ABCD-EFGH', 'CDEF', true],
    ['ABCD-EFGH', '*CDEF', false],
    ['ABCD-EFGH', 'ABCD??GH', true],
    ['ABCD-EFGH', 'ABCD???GH', false],
    ['ABCD-EFGH', 'A*D*H', true],
    ['ABCD-EFGH', 'A*D*HH', false],
    ['O0I1-L1', '001111', true],
    ['0', '*', true],
    ['', '?', false],
  ])('of %s: %s', (pin, readable, isIt) => {
    expect(fits(parseReadablePart(readable), pin)).toBe(isIt);
  });

  it('takes no longer for many gaps', () => {
    expect(fits(parseReadablePart(`${'A*'.repeat(60)}B`), 'A'.repeat(64))).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { findAnything } from './find-anything';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const support = prepared(() => makeUserContext(test.db, 'support'));
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const stock = prepared(() => makeStock(test.db, 5));

let serial = 0;
async function sellOne(of: Stock = stock) {
  const phone = `98612${String(++serial).padStart(5, '0')}`;
  const reference = `find-${serial}`;
  const { sale, pin } = await sell(support, order(of, { phone, reference, despiteSaleId: 1_000_000 }));
  if (!pin) throw new Error('Nothing was sold.');
  return { id: sale.id, pin, phone, reference };
}

const kinds = async (text: string, who = support) => (await findAnything(who, { text })).map(({ kind }) => kind);

it('finds a sold PIN, however it is typed, as its code and its sale, and shows neither whole', async () => {
  const { id, pin } = await sellOne();
  for (const typed of [pin, pin.toLowerCase(), ` ${pin.replace(/(.{4})/g, '$1 ')}.`]) {
    const things = await findAnything(support, { text: typed });
    expect(things).toMatchObject([
      { kind: 'code', couponId: stock.couponId, lastFour: pin.slice(-4) },
      { kind: 'sale', id, productName: stock.product.name },
    ]);
    expect(JSON.stringify(things)).not.toContain(pin);
  }
});

it('finds a sale by its number and by its reference, and the customer by a part of the phone number', async () => {
  const { id, phone, reference } = await sellOne();
  for (const typed of [`#${id}`, String(id), reference]) expect(await kinds(typed)).toContain('sale');
  expect(await findAnything(support, { text: phone.slice(-7) })).toMatchObject([
    { kind: 'customer', saleId: id, by: 'phone', contact: `+977${phone}` },
  ]);
  expect(await findAnything(viewer, { text: phone.slice(-7) })).toEqual([]);
  expect(await findAnything(viewer, { text: phone })).toMatchObject([{ contact: `986-…${phone.slice(-3)}` }]);
});

it('finds a redemption by its number and the user it was for', async () => {
  const { pin } = await sellOne();
  const redemption = await redeem(admin, { code: pin, user: { id: 'viewer-77' }, idempotencyKey: 'find-1' });
  expect(await kinds(`#${redemption.id}`)).toContain('redemption');
  expect(await findAnything(support, { text: 'viewer-77' })).toContainEqual({ kind: 'user', user: 'viewer-77' });
});

it('finds coupons, products and people by a part of their name, each for people who can read it', async () => {
  const { name } = stock.product;
  expect(await kinds(name.toLowerCase())).toEqual(['product']);
  expect(await kinds('stock-')).toContain('coupon');
  const { name: person } = support.actor;
  expect(await kinds(person, admin)).toContain('person');
  expect(await kinds(person, viewer)).not.toContain('person');
});

it.each(['%', '_', '\0a', "' or 1=1", '@', '#', '\ud800x', '🎟️', '९८६१२', 'a'.repeat(254)])(
  'takes %j without a fault',
  async (text) => {
    expect(await findAnything(admin, { text })).toEqual(expect.any(Array));
  },
);

it('asks for a text, and is for people of the desk', async () => {
  await expect(findAnything(support, { text: ' \0 ' })).rejects.toThrow(Invalid);
  await expect(findAnything(support, { text: 'a'.repeat(255) })).rejects.toThrow(Invalid);
  const key = await makeKeyContext(test.db, ['coupons:read']);
  await expect(findAnything(key as never, { text: 'a' })).rejects.toThrow(Forbidden);
});

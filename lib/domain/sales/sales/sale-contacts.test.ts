import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { openTestDatabase } from '@/db/testing';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { expireContacts } from '@/lib/domain/sales/customers/expire-contacts';
import { getSaleMessages } from '@/lib/domain/sales/deliveries/get-sale-messages';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { addSaleContact } from './add-sale-contact';
import { getSale } from './get-sale';
import { listSales } from './list-sales';
import { replaceSalePin } from './replace-pin';
import { resendDelivery } from './resend-delivery';
import { sell } from './sell';
import { makeBuyer, makeStock, order, type Stock, times } from './testing';
import { voidSale } from './void-sale';

const test = openTestDatabase({ max: 4 });
let stock: Stock;
let seller: Context<UserActor>;
let supervisor: Context<UserActor>;
let admin: Context<UserActor>;
let viewer: Context<UserActor>;
beforeAll(async () => {
  stock = await makeStock(test.db, 30);
  seller = await makeUserContext(test.db, 'support');
  supervisor = await makeUserContext(test.db, 'supervisor');
  admin = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  viewer = await makeUserContext(test.db, 'viewer');
});

const reason = 'The customer called';
const sellTo = async (contact: { phone?: string; email?: string }) =>
  (await sell(seller, { ...order(stock), ...contact })).sale.id;
const messagesOf = (saleId: number) =>
  test.db.select().from(deliveries).where(eq(deliveries.saleId, saleId)).orderBy(deliveries.id);
const found = async (search: string) => (await listSales(seller, { search })).rows.map(({ id }) => id);

describe('a contact that is corrected', () => {
  it('is the sale’s from then on, finds it, and is where the PIN goes again; the timeline has the one before', async () => {
    const saleId = await sellTo({ phone: '9841000201', email: 'wrong@example.com' });
    const [sms, email] = await messagesOf(saleId);
    await resendDelivery(seller, { deliveryId: sms?.id ?? 0, recipient: '984-1000202' });
    await resendDelivery(seller, { deliveryId: email?.id ?? 0, recipient: 'Right@Example.com' });
    const sale = await getSale(seller, { saleId });
    expect(sale).toMatchObject({ phone: '+9779841000202', email: 'right@example.com' });
    expect(sale.events.map(({ note }) => note).slice(-2)).toEqual([
      'The phone number was corrected. It was 984-1000201.',
      'The email address was corrected. It was wrong@example.com.',
    ]);
    expect(await found('9841000202')).toEqual([saleId]);
    expect(await found('9841000201')).toEqual([]);
    expect(await found('right@example')).toEqual([saleId]);
    expect(await getSaleMessages(seller, { saleId })).toMatchObject({ phone: '+9779841000202' });
    // The message that went to the wrong number, sent again by anybody, goes to the right one.
    const other = await makeUserContext(test.db, 'support');
    expect(await resendDelivery(other, { deliveryId: sms?.id ?? 0 })).toMatchObject({ recipient: '+9779841000202' });
    const back = resendDelivery(other, { deliveryId: sms?.id ?? 0, recipient: '9841000201' });
    await expect(back).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is masked in the timeline for those who see no contacts', async () => {
    const saleId = await sellTo({ phone: '9841000203', email: 'sita@example.com' });
    const [sms, email] = await messagesOf(saleId);
    await resendDelivery(seller, { deliveryId: sms?.id ?? 0, recipient: '9841000204' });
    await resendDelivery(seller, { deliveryId: email?.id ?? 0, recipient: 'gita@example.com' });
    const { events } = await getSale(viewer, { saleId });
    expect(events.map(({ note }) => note).slice(-2)).toEqual([
      'The phone number was corrected. It was 984-…203.',
      'The email address was corrected. It was s…a@example.com.',
    ]);
  });
});

describe('a sale whose messages are not kept any more', () => {
  const forget = (saleId: number) => test.db.delete(deliveries).where(eq(deliveries.saleId, saleId));

  it('has its PIN sent to its contact by anyone who helps the caller, and to another one as a correction', async () => {
    const saleId = await sellTo({ phone: '9841000220', email: 'kept@example.com' });
    await forget(saleId);
    const helper = await makeUserContext(test.db, 'support');
    await addSaleContact(helper, { saleId, phone: '9841000220' });
    expect(await messagesOf(saleId)).toMatchObject([{ channel: 'sms', recipient: '+9779841000220', state: 'queued' }]);
    const elsewhere = { saleId, email: 'other@example.com' };
    await expect(addSaleContact(helper, elsewhere)).rejects.toMatchObject({ code: 'forbidden' });
    await addSaleContact(seller, elsewhere);
    const { events, email } = await getSale(seller, { saleId });
    expect(email).toBe('other@example.com');
    expect(events.map(({ note }) => note)).toContain('The email address was corrected. It was kept@example.com.');
  });
});

describe('an erased contact', () => {
  const erase = (contact: string) =>
    eraseCustomer({ ...admin, now: () => new Date() }, { contact, reason: 'They asked for it.' });

  it('is sent nothing when the PIN is replaced, and can be given again', async () => {
    const saleId = await sellTo({ phone: '9841000230', email: 'gone@example.com' });
    await erase('9841000230');
    await replaceSalePin(seller, { saleId, reason });
    expect((await messagesOf(saleId)).filter(({ state }) => state === 'queued')).toEqual([]);
    await addSaleContact(seller, { saleId, phone: '9841000231' });
    const { phone, email, events } = await getSale(seller, { saleId });
    expect({ phone, email }).toEqual({ phone: '+9779841000231', email: 'erased' });
    expect(events.at(-1)?.note).toBe('A contact was given after the sale, and the PIN sent to it.');
    expect((await messagesOf(saleId)).filter(({ state }) => state === 'queued')).toMatchObject([
      { channel: 'sms', recipient: '+9779841000231' },
    ]);
  });

  it('is not erased while the PIN has yet to be sent to it', async () => {
    const saleId = await sellTo({ phone: '9841000240' });
    await test.sql`update sales set state = 'pin_missing', code_id = null, pin_last_four = null where id = ${saleId}`;
    await expect(erase('9841000240')).rejects.toMatchObject({ reason: 'sale_open' });
    await test.sql`update sales set created_at = now() - interval '400 days' where id = ${saleId}`;
    await expireContacts(systemContext(test.db, 'test'), new Date());
    expect(await getSale(seller, { saleId })).toMatchObject({ phone: '+9779841000240' });
  });
});

describe('a sale without a contact', () => {
  it('is given one by its seller, and its PIN is sent there', async () => {
    const saleId = await sellTo({});
    await addSaleContact(seller, { saleId, phone: '984-1000205', email: 'late@example.com' });
    expect(await getSale(seller, { saleId })).toMatchObject({ phone: '+9779841000205', email: 'late@example.com' });
    expect((await messagesOf(saleId)).map(({ channel, recipient, state }) => [channel, recipient, state])).toEqual([
      ['sms', '+9779841000205', 'queued'],
      ['email', 'late@example.com', 'queued'],
    ]);
    expect(await found('9841000205')).toEqual([saleId]);
    const data =
      await test.sql`select data from audit_events where action = 'sale.contact_added' and subject_id = ${saleId}`;
    expect([...data]).toEqual([{ data: { channels: ['sms', 'email'] } }]);
    const again = addSaleContact(seller, { saleId, phone: '984-1000206' });
    await expect(again).rejects.toMatchObject({ fields: { phone: [expect.stringContaining('has a phone number')] } });
  });

  it('is given one contact when two are given at once', async () => {
    const saleId = await sellTo({});
    const made = await times(2, (index) => addSaleContact(seller, { saleId, phone: `984100021${index}` }));
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await messagesOf(saleId)).toHaveLength(1);
  });

  it('is given one by others with a reason, if they can see its PIN', async () => {
    const saleId = await sellTo({});
    const contact = { saleId, email: 'other@example.com' };
    const other = await makeUserContext(test.db, 'support');
    const key = await makeKeyContext(test.db, ['redemptions:read']);
    for (const ctx of [other, viewer, key]) {
      await expect(addSaleContact(ctx as never, { ...contact, reason })).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(addSaleContact(supervisor, contact)).rejects.toMatchObject({ fields: { reason: [/not yours/] } });
    await addSaleContact(supervisor, { ...contact, reason });
    expect(await messagesOf(saleId)).toHaveLength(1);
  });

  it('has to be sold, and the contact to be one', async () => {
    const saleId = await sellTo({});
    await expect(addSaleContact(seller, { saleId })).rejects.toMatchObject({ fields: { phone: [/Enter a phone/] } });
    await voidSale(seller, { saleId, reason });
    const late = addSaleContact(seller, { saleId, phone: '9841000207' });
    await expect(late).rejects.toMatchObject({ reason: 'sale_without_pin' });
    const bought = await sell(await makeBuyer(test.db, 1_000_000), order(stock));
    const theirs = addSaleContact(seller, { saleId: bought.sale.id, phone: '9841000208', reason });
    await expect(theirs).rejects.toMatchObject({ code: 'forbidden' });
  });
});

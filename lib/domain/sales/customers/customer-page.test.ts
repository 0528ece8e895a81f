import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { addCustomerNote } from './add-customer-note';
import { eraseCustomer } from './erase-customer';
import { exportCustomer } from './export-customer';
import { findCustomer } from './find-customer';
import { findCustomers } from './find-customers';
import { getCustomer } from './get-customer';
import type { TimelineEntry } from './read-timeline-entries';
import { findTexts } from './testing';

const test = openTestDatabase();
let admin: Context<UserActor>;
let seller: Context<UserActor>;
let viewer: Context<UserActor>;
let stock: Stock;

beforeAll(async () => {
  admin = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  seller = await makeUserContext(test.db, 'support');
  viewer = await makeUserContext(test.db, 'viewer');
  stock = await makeStock(test.db, 60);
});

let serial = 0;
/** The desk would ask about each sale to the same customer, and is answered. */
const anyEarlier = 1_000_000;
const nextPhone = () => `98611${String(++serial).padStart(5, '0')}`;
const sellTo = async (contacts: { phone?: string; email?: string }) =>
  (await sell(seller, order(stock, { ...contacts, despiteSaleId: anyEarlier }))).sale.id;
const idOf = (page: Awaited<ReturnType<typeof getCustomer>>, kind: TimelineEntry['kind']) =>
  page.customer?.timeline.filter((entry) => entry.kind === kind).map(({ id }) => id);

/** Uses the PIN of a sale. */
async function use(saleId: number, state: 'redeemed' | 'rolled_back' = 'redeemed'): Promise<number> {
  const [row] = await test.sql`
    insert into redemptions (coupon_id, code_id, user_ref, unique_user, discount, state, created_at, confirmed_at, ended_at)
    select c.coupon_id, c.id, 'user-4411', false, 10, ${state}, date_trunc('milliseconds', clock_timestamp()), now(), case when ${state} = 'rolled_back' then now() end
    from codes c join sales s on s.code_id = c.id where s.id = ${saleId} returning id::int`;
  return row?.id;
}

describe('the page of a customer', () => {
  it('has their sales, messages, what became of the PINs and the notes, the newest first, and no PIN', async () => {
    const phone = nextPhone();
    const first = await sellTo({ phone, email: `a.${phone}@example.com` });
    const second = await sellTo({ phone });
    await sellTo({ phone: nextPhone() });
    const rolledBack = await use(first, 'rolled_back');
    const used = await use(first);
    const { id: note } = await addCustomerNote(seller, { saleId: second, text: ' Calls from the shop. ' });
    const page = await getCustomer(seller, { saleId: second });
    expect(page).toMatchObject({
      contacts: [{ by: 'phone', contact: `+977${phone}` }],
      customer: { contact: `+977${phone}`, sales: 2, amountPaisa: 400_000, messages: 3, canNote: true, hasMore: false },
    });
    expect(page.customer?.timeline.map(({ kind }) => kind)).toEqual([
      ...['note', 'redemption', 'redemption', 'message', 'sale', 'message', 'message', 'sale'],
    ]);
    expect(idOf(page, 'sale')).toEqual([second, first]);
    expect(idOf(page, 'redemption')).toEqual([used, rolledBack]);
    expect(page.customer?.timeline[0]).toMatchObject({
      id: note,
      text: 'Calls from the shop.',
      author: seller.actor.name,
    });
    const text = JSON.stringify(page);
    for (const pin of stock.pins) expect(text).not.toContain(pin);
  });

  it('is of one contact: the phone number first, the email address on request', async () => {
    const [phone, email] = [nextPhone(), 'one.of.two@example.com'];
    const both = await sellTo({ phone, email });
    const onlyEmail = await sellTo({ email });
    expect(idOf(await getCustomer(seller, { saleId: both }), 'sale')).toEqual([both]);
    const page = await getCustomer(seller, { saleId: both, by: 'email' });
    expect(idOf(page, 'sale')).toEqual([onlyEmail, both]);
    expect(page.customer?.contact).toBe(email);
    expect((await getCustomer(seller, { saleId: onlyEmail, by: 'phone' })).customer?.by).toBe('email');
  });

  it('sends the last message again to the same contact, and offers that to those alone who can', async () => {
    const saleId = await sellTo({ phone: nextPhone() });
    const other = await makeUserContext(test.db, 'support');
    const messagesOf = async (who: Context<UserActor>) =>
      (await getCustomer(who, { saleId })).customer?.timeline.filter((entry) => entry.kind === 'message') ?? [];
    const [message] = await messagesOf(other);
    expect(message?.resend).toMatchObject({ reveal: 'forbidden' });
    expect((await messagesOf(viewer)).map(({ resend }) => resend)).toEqual([null]);
    await resendDelivery(other, { deliveryId: message?.id ?? 0 });
    expect((await messagesOf(seller)).map(({ resend }) => resend !== null)).toEqual([true, false]);
  });

  it('says that there is more, and gives it', async () => {
    const phone = nextPhone();
    const ids = [await sellTo({ phone }), await sellTo({ phone })];
    const part = await getCustomer(seller, { saleId: ids[0] ?? 0, limit: 2 });
    expect([part.customer?.timeline.length, part.customer?.hasMore, idOf(part, 'sale')]).toEqual([2, true, [ids[1]]]);
    const all = await getCustomer(seller, { saleId: ids[0] ?? 0, limit: 4 });
    expect([all.customer?.hasMore, idOf(all, 'sale')]).toEqual([false, ids.toReversed()]);
  });

  it('shows contacts in part to anyone who does not serve customers, in notes too', async () => {
    const phone = nextPhone();
    const saleId = await sellTo({ phone });
    await addCustomerNote(seller, { saleId, text: `Calls from ${phone} and mail.of.them@example.com` });
    await test.sql`update sales set failure_reason = ${`Not for ${phone}`} where id = ${saleId}`;
    const page = await getCustomer(viewer, { saleId });
    expect(page.customer).toMatchObject({ contact: `986-…${phone.slice(-3)}`, canNote: false });
    expect(JSON.stringify(page)).not.toMatch(new RegExp(`${phone}|mail.of.them@`));
  });

  it('is nobody without a contact or after an erasure, and there is none without a sale', async () => {
    const saleId = await sellTo({});
    expect(await getCustomer(seller, { saleId })).toMatchObject({ customer: null, isErased: false });
    await expect(addCustomerNote(seller, { saleId, text: 'x' })).rejects.toMatchObject({ reason: 'no_contact' });
    const phone = nextPhone();
    const erased = await sellTo({ phone });
    await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' });
    expect(await getCustomer(seller, { saleId: erased })).toMatchObject({
      customer: null,
      isErased: true,
      contacts: [],
    });
    await expect(addCustomerNote(seller, { saleId: erased, text: 'x' })).rejects.toMatchObject({
      reason: 'contact_erased',
    });
    await expect(getCustomer(seller, { saleId: 999_999 })).rejects.toThrow(NotFound);
  });

  it('is for those who see all sales, notes for those who serve customers, and no key reads it', async () => {
    const phone = nextPhone();
    const saleId = await sellTo({ phone });
    await expect(addCustomerNote(viewer, { saleId, text: 'x' })).rejects.toThrow(Forbidden);
    const key = (await makeKeyContext(test.db, [...scopes])) as never;
    await expect(getCustomer(key, { saleId })).rejects.toThrow(Forbidden);
    await expect(findCustomers(key, { search: phone })).rejects.toThrow(Forbidden);
    await expect(addCustomerNote(key, { saleId, text: 'x' })).rejects.toThrow(Forbidden);
    expect((await getCustomer(viewer, { saleId })).customer?.timeline.map(({ kind }) => kind)).toEqual([
      'message',
      'sale',
    ]);
  });
});

describe('a note', () => {
  it('is in the activity without what was written', async () => {
    const saleId = await sellTo({ phone: nextPhone() });
    const { id } = await addCustomerNote(seller, { saleId, text: 'Speaks Maithili' });
    const rows = await test.sql`select user_id::int as by, subject_kind, subject_id::int, data from audit_events
      where action = 'customer.note_added' and subject_id = ${saleId}`;
    expect(rows).toEqual([{ by: seller.actor.id, subject_kind: 'sale', subject_id: saleId, data: { noteId: id } }]);
  });

  it('takes no PIN, in one word or in groups, of ours or of another sale', async () => {
    const saleId = await sellTo({ phone: nextPhone() });
    const pin = stock.pins[0] ?? '';
    const written = [
      ...[pin, pin.toLowerCase(), `PIN ${pin}`, `${pin},`, `"${pin}"`, `PIN:${pin}`, `pin=${pin}.`, `PIN_${pin}`],
      ...[`(PIN.${pin})`, `PIN:${pin.match(/.{1,4}/g)?.join('-')}`, `Rs.2,000/${pin}`],
      ...[' ', ', ', ' - ', '\n'].map((between) => pin.match(/.{1,4}/g)?.join(between)),
      pin.match(/.{1,2}/g)?.join(' '),
    ];
    for (const one of written) {
      await expect(addCustomerNote(seller, { saleId, text: `They have ${one} now` }), one).rejects.toThrow(Invalid);
    }
    await addCustomerNote(seller, { saleId, text: `They have the one that ends in ${pin.slice(-4)}` });
    for (const text of ['', '  ', 'x'.repeat(501), '\0']) {
      await expect(addCustomerNote(seller, { saleId, text })).rejects.toThrow(Invalid);
    }
  });

  it('is exported and erased with the customer; what others say of them loses the contact', async () => {
    const phone = nextPhone();
    const saleId = await sellTo({ phone });
    const neighbour = await sellTo({ phone: nextPhone() });
    await addCustomerNote(seller, { saleId, text: 'Calls late' });
    await addCustomerNote(seller, { saleId: neighbour, text: `Same shop as ${phone.slice(0, 3)}-${phone.slice(3)}` });
    expect((await findCustomer(admin, { contact: phone })).notes).toBe(1);
    const exported = await exportCustomer(admin, { contact: phone });
    expect(exported.notes).toEqual([{ at: expect.any(String), saleId, by: seller.actor.name, text: 'Calls late' }]);
    expect(await findTexts(test, phone.slice(3))).toContain(`customer_notes: ${phone.slice(3)}`);
    expect(await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' })).toMatchObject({ notes: 1 });
    expect(await findTexts(test, phone, phone.slice(3), 'Calls late')).toEqual([]);
    const [other] = await test.sql`select text from customer_notes where sale_id = ${neighbour}`;
    expect(other?.text).toBe('Same shop as erased');
  });

  it('is counted as it would be erased: one on another sale of the same email address stays with that', async () => {
    const [phone, email] = [nextPhone(), 'shared.by.two@example.com'];
    await sellTo({ phone, email });
    await addCustomerNote(seller, { saleId: await sellTo({ email }), text: 'Calls late' });
    const countedAndErased = async (contact: string) => {
      const { notes } = await findCustomer(admin, { contact });
      const erased = await eraseCustomer(admin, { contact, reason: 'They asked for it.' });
      return [notes, erased.notes];
    };
    expect(await countedAndErased(phone)).toEqual([0, 0]);
    expect(await countedAndErased(email)).toEqual([1, 1]);
  });

  it('is erased also when no sale has the contact any more', async () => {
    const phone = nextPhone();
    const saleId = await sellTo({ phone });
    await addCustomerNote(seller, { saleId, text: 'Calls late' });
    await test.sql`update deliveries set recipient = 'erased' where sale_id = ${saleId}`;
    await test.sql`update sales set phone = 'erased' where id = ${saleId}`;
    expect(await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' })).toMatchObject({
      sales: 0,
      notes: 1,
    });
    await expect(eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' })).rejects.toThrow(NotFound);
  });
});

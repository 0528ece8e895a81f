import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Invalid, type NeedsSecondPerson } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { markSaleFailed } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import { refuseApproval } from '@/lib/platform/approvals/end-approval';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { addCustomerNote } from './add-customer-note';
import { eraseCustomer } from './erase-customer';
import { exportCustomer } from './export-customer';
import { findCustomer } from './find-customer';
import { findTexts, loseOutcome, makeCustomerSale } from './testing';

/** When the admin has shown who they are. */
const clock = { at: new Date() };
const test = openTestDatabase({ max: 6 });
let admin: Context<UserActor>;
let seller: Awaited<ReturnType<typeof makeUserContext>>;
let productId: number;
const noLimits = {
  ...{ saleHourAsk: null, saleHourStop: null, saleDayAsk: null, saleDayStop: null },
  ...{ revealHourAsk: null, revealHourStop: null, revealDayAsk: null, revealDayStop: null },
  ...{ searchHourAsk: null, searchHourStop: null, searchDayAsk: null, searchDayStop: null },
};

beforeAll(async () => {
  admin = (await makeSignedIn(test.db, 'admin', clock)).ctx;
  seller = await makeUserContext(test.db, 'support');
  productId = (await makeStock(test.db, 40)).product.id;
});

const makeSale = (contacts?: { email: string }) => makeCustomerSale(test, { admin, seller, productId }, contacts);
const isFound = (...texts: string[]) => findTexts(test, ...texts);

/** Until a statement like this one waits for a lock. */
const untilWaiting = (statement: string) =>
  expect
    .poll(async () => {
      const [row] = await test.sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query ilike ${statement}`;
      return row?.n;
    })
    .toBe(1);

/** What happens once the customer is erased and before that is committed. */
const whileErasing = <T>(contact: string, work: () => Promise<T>): Promise<T> =>
  test.db.transaction(async (db) => {
    await eraseCustomer({ ...admin, db }, { contact, reason: 'They asked for it.' });
    return work();
  });

describe('an erasure', () => {
  it('finds what people said when they voided a sale or settled it as failed', async () => {
    const phone = '9860900001';
    const reason = `Said to +977 ${phone} that it is the wrong number`;
    const order = { productId, expectedAmountPaisa: 200_000, phone };
    const buyer = await makeBuyer(test.db, 1_000_000);
    const { sale: voided } = await sell(buyer, { ...order, reference: 'void-1' });
    await voidSale(admin, { saleId: voided.id, reason });
    const { sale: failed } = await sell(seller, { ...order, reference: 'failed-1', despiteSaleId: 0 });
    await loseOutcome(test, failed.id, 'flagged_at = now()', "flag_reason = 'still_unknown'");
    await markSaleFailed(admin, { saleId: failed.id, reason });
    const found = await isFound(phone);
    for (const table of ['sales', 'credit_transfers']) expect(found).toContain(`${table}: ${phone}`);
    await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' });
    expect(await isFound(phone)).toEqual([]);
    const said = 'Said to erased that it is the wrong number';
    expect(await test.sql`select reason from credit_transfers where sale_id = ${voided.id} and kind = 'void'`).toEqual([
      { reason: said },
    ]);
    expect(await test.sql`select failure_reason from sales where id = ${failed.id}`).toEqual([
      { failure_reason: said },
    ]);
  });

  it('finds what people said when they asked for a second person, and how that was refused', async () => {
    const phone = '9860900077';
    const reason = `Said to +977 ${phone} that it is the wrong number`;
    const { sale } = await sell(seller, { productId, expectedAmountPaisa: 200_000, phone, reference: 'asked-1' });
    await test.sql`update settings set four_eyes_void_paisa = 1`;
    const refused = await voidSale(admin, { saleId: sale.id, reason }).catch((error: unknown) => error);
    await test.sql`update settings set four_eyes_void_paisa = null`;
    const id = (refused as NeedsSecondPerson).details.approvalId ?? 0;
    await askForApproval(admin, { id, reason });
    await refuseApproval(await makeUserContext(test.db, 'supervisor'), { id, reason });
    expect(await isFound(phone)).toContain(`approvals: ${phone}`);
    await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' });
    expect(await isFound(phone)).toEqual([]);
    expect(await test.sql`select input ->> 'saleId' as sale, reason from approvals where id = ${id}`).toEqual([
      { sale: String(sale.id), reason: 'Said to erased that it is the wrong number' },
    ]);
  });

  it('finds what people wrote when they passed a limit, of this customer alone', async () => {
    const sale = await makeSale();
    const other = '9860900099';
    await updatePersonLimits(admin, { ...noLimits, saleHourAsk: 1 });
    const person = await makeUserContext(test.db, 'support');
    const order = { productId, expectedAmountPaisa: 200_000 };
    await sell(person, { ...order, reference: 'limit-1', phone: '9860900098' });
    await sell(person, {
      ...order,
      reference: 'limit-2',
      phone: other,
      limitReason: `All for ${sale.phone}, not ${other}`,
    });
    await updatePersonLimits(admin, noLimits);
    await chainAudit(systemContext(test.db, 'test'));
    expect(await isFound(sale.phone)).toContain(`audit_events: ${sale.phone}`);
    await eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    expect(await isFound(sale.phone)).toEqual([]);
    const passed =
      await test.sql`select data ->> 'reason' as reason from audit_events where action = 'user.limit_passed'`;
    expect(passed).toEqual([{ reason: `All for erased, not ${other}` }]);
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    await test.sql`update audit_events set data = data || '{"count": 1}' where action = 'user.limit_passed'`;
    expect((await verifyChain(test.db, [])).problems).toMatchObject([{ kind: 'changed' }]);
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
  });

  it.each([
    ['९८६०', (p) => p.replace(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit)))],
    ['full-width', (p) => p.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
    ['brackets', (p) => `(${p.slice(0, 3)}) ${p.slice(3)}`],
    ['a long dash', (p) => `${p.slice(0, 3)}–${p.slice(3)}`],
    ['a dash with blanks', (p) => `${p.slice(0, 3)} - ${p.slice(3)}`],
    ['dots', (p) => `${p.slice(0, 3)}.${p.slice(3, 6)}.${p.slice(6)}`],
    ['its country', (p) => `(+977) ${p.slice(0, 3)} ${p.slice(3, 6)} ${p.slice(6)}`],
    ['00', (p) => `00977-0${p}`],
    ['no-break spaces', (p) => `${p.slice(0, 4)}\u00a0${p.slice(4, 7)}\u202f${p.slice(7)}`],
    ['two lines', (p) => `${p.slice(0, 5)}\n${p.slice(5)}`],
  ] as [string, (phone: string) => string][])('finds a number that is written with %s', async (_, write) => {
    const sale = await makeSale();
    const written = write(sale.phone);
    const note = `Call ${written}, not 98${sale.phone}`;
    await test.sql`insert into sale_events (sale_id, state, actor_name, note) values (${sale.id}, 'succeeded', 'written', ${note})`;
    await recordAudit(admin, { action: 'sale.flag_cleared', subjectKind: 'sale', subjectId: sale.id, data: { note } });
    const erase = (reason: string) => eraseCustomer(admin, { contact: sale.phone, reason });
    await expect(erase(`Asked from ${written}`)).rejects.toThrow(Invalid);
    await erase('They asked for it.');
    const [row] = await test.sql`select note from sale_events where sale_id = ${sale.id} and actor_name = 'written'`;
    expect(row?.note).toMatch(/^Call \(?erased, not 98\d{10}$/);
    const [audited] = await test.sql`select data from audit_events
      where subject_id = ${sale.id} and data ? 'note' and action = 'sale.flag_cleared'`;
    expect(audited?.data).toEqual({ note: row?.note });
  });

  it('excuses what it left in audit rows of sales, and nothing else', async () => {
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
    const sale = await makeSale();
    const ctx = systemContext(test.db, 'test');
    const userRow = { action: 'user.role_changed', subjectKind: 'user', subjectId: 1, data: { to: 'admin' } };
    await recordAudit(admin, userRow);
    await chainAudit(ctx);
    await eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    await chainAudit(ctx);
    const problems = async () => (await verifyChain(test.db, [])).problems;
    expect(await problems()).toEqual([]);
    const [row] = await test.sql`select id::int, data from audit_events
      where subject_id = ${sale.id} and action = 'sale.flag_cleared'`;
    await test.sql`update audit_events set data = '{"reason": "another"}' where id = ${row?.id}`;
    expect(await problems()).toMatchObject([{ kind: 'changed', eventId: row?.id }]);
    await test.sql`update audit_events set data = ${JSON.stringify(row?.data)}::text::jsonb where id = ${row?.id}`;
    expect(await problems()).toEqual([]);
    // An erasure that somebody made up.
    const [other] = await test.sql`select max(id)::int as id from audit_events where action = 'user.role_changed'`;
    await test.sql`update audit_events set data = '{"to": "viewer"}' where id = ${other?.id}`;
    await test.sql`update audit_links set salt = '' where event_id = ${other?.id}`;
    await test.sql`
      insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id, data)
      select 'system', 'x', 'customer.erased', 'settings', 1, jsonb_build_object('auditRows', jsonb_build_array(
        jsonb_build_object('id', id, 'sha256', encode(sha256(convert_to(data::text, 'UTF8')), 'hex'))))
      from audit_events where id = ${other?.id}`;
    await chainAudit(ctx);
    expect(await problems()).toMatchObject([{ kind: 'changed', eventId: other?.id }]);
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
  });

  it('finds a corrected address that was typed in capitals, now and by an earlier version', async () => {
    const sale = await makeSale();
    const [message] = await test.sql`select id::int from deliveries where sale_id = ${sale.id} and channel = 'email'`;
    const typed = 'Corrected@Example.COM';
    const made = await resendDelivery(seller, { deliveryId: message?.id, recipient: typed });
    expect(made.recipient).toBe(typed.toLowerCase());
    await test.sql`update deliveries set recipient = ${typed} where id = ${made.id}`;
    const exported = await exportCustomer(admin, { contact: typed });
    expect(exported.messages.map(({ recipient }) => recipient)).toContain(typed);
    expect(await eraseCustomer(admin, { contact: typed, reason: 'They asked.' })).toMatchObject({ sales: 1 });
    expect(await isFound(typed, sale.phone)).toEqual([]);
  });

  it('leaves what was noted of another customer who has the same email address', async () => {
    const email = 'family@example.com';
    const [sita, hari] = [await makeSale({ email }), await makeSale()];
    await test.sql`update sales set email = ${email} where id = ${hari.id}`;
    const note = (saleId: number, by: 'phone' | 'email', text: string) => addCustomerNote(seller, { saleId, by, text });
    await note(sita.id, 'phone', 'Calls in the evening');
    await note(sita.id, 'email', 'Wants a receipt by mail');
    await note(hari.id, 'email', `Writes from ${email}`);
    expect(await findCustomer(admin, { contact: sita.phone })).toMatchObject({ notes: 2 });
    const erase = (contact: string) => eraseCustomer(admin, { contact, reason: 'They asked for it.' });
    expect(await erase(sita.phone)).toMatchObject({ sales: 1, notes: 2 });
    const left = await test.sql`select contact, text from customer_notes`;
    expect(left).toEqual([{ contact: email, text: `Writes from ${email}` }]);
    // Nobody else has it any more.
    expect(await erase(hari.phone)).toMatchObject({ sales: 1, notes: 1 });
    expect(await isFound(email)).toEqual([]);
  });

  it('keeps what is sent again meanwhile from the old contact', async () => {
    const sale = await makeSale();
    const [message] = await test.sql`select id::int from deliveries where sale_id = ${sale.id} limit 1`;
    const { resent } = await whileErasing(sale.phone, async () => {
      const again = resendDelivery(seller, { deliveryId: message?.id });
      again.catch(() => {});
      await untilWaiting('%from "sales"%for no key update%');
      return { resent: again };
    });
    await expect(resent).rejects.toMatchObject({ reason: 'contact_erased' });
    const rows = await test.sql`select distinct recipient from deliveries where sale_id = ${sale.id}`;
    expect(rows).toEqual([{ recipient: 'erased' }]);
  });

  it.each(['before', 'after'])('is no tampering when audit rows are chained next to it, %s', async (order) => {
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
    const sale = await makeSale();
    const ctx = systemContext(test.db, 'test');
    if (order === 'after') {
      await whileErasing(sale.phone, () => chainAudit(ctx));
    } else {
      const erasing = await test.db.transaction(async (db) => {
        await chainAudit({ ...ctx, db });
        const erased = eraseCustomer(admin, { contact: sale.phone, reason: 'They asked.' });
        erased.catch(() => {});
        await untilWaiting('%erase_from_audit%');
        return { erased };
      });
      await erasing.erased;
    }
    await chainAudit(ctx);
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    expect(await isFound(sale.phone)).toEqual([]);
  });
});

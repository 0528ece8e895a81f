import { describe, expect, it } from 'vitest';
import { Invalid, type NeedsSecondPerson } from '@/lib/core/errors';
import { updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { markSaleFailed } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import { refuseApproval } from '@/lib/platform/approvals/end-approval';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { addCustomerNote } from './add-customer-note';
import { eraseCustomer } from './erase-customer';
import { exportCustomer } from './export-customer';
import { findCustomer } from './find-customer';
import { loseOutcome, provideDesk } from './testing';

const { test, admin, seller, product, makeSale, isFound } = provideDesk();
const noLimits = {
  ...{ saleHourAsk: null, saleHourStop: null, saleDayAsk: null, saleDayStop: null },
  ...{ revealHourAsk: null, revealHourStop: null, revealDayAsk: null, revealDayStop: null },
  ...{ searchHourAsk: null, searchHourStop: null, searchDayAsk: null, searchDayStop: null },
};

describe('an erasure', () => {
  it('finds what people said when they voided a sale or settled it as failed', async () => {
    const phone = '9860900001';
    const reason = `Said to +977 ${phone} that it is the wrong number`;
    const order = { productId: product.id, expectedAmountPaisa: 200_000, phone };
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
    const { sale } = await sell(seller, {
      productId: product.id,
      expectedAmountPaisa: 200_000,
      phone,
      reference: 'asked-1',
    });
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
    const order = { productId: product.id, expectedAmountPaisa: 200_000 };
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
});

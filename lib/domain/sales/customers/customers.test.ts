import { describe, expect, it } from 'vitest';
import { Conflict, Forbidden, Invalid, NeedsProof, NotFound } from '@/lib/core/errors';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { eraseCustomer } from './erase-customer';
import { exportCustomer } from './export-customer';
import { findCustomer } from './find-customer';
import { loseOutcome, provideDesk } from './testing';

const { test, clock, admin, seller, product, makeSale, isFound } = provideDesk();

const counted = async () => {
  const [row] = await test.sql`select count(*)::int as n, sum(amount_paisa)::int as paisa from sales`;
  return row;
};

describe('the export of one customer', () => {
  it('has their sales, messages and what was done to them, without a PIN, and is audited without the contact', async () => {
    const sale = await makeSale();
    await makeSale();
    const [audited] = await test.sql`select max(id)::int as id from audit_events`;
    const exported = await exportCustomer(admin, { contact: ` ${sale.phone.slice(0, 3)}-${sale.phone.slice(3)} ` });
    expect(exported).toMatchObject({
      contact: `+977${sale.phone}`,
      sales: [{ id: sale.id, email: sale.email, history: expect.any(Array), activity: expect.any(Array) }],
      messages: [{ channel: 'sms' }, { channel: 'email' }],
    });
    expect(JSON.stringify(exported)).not.toMatch(/pinLastFour|sealed/i);
    expect((await exportCustomer(admin, { contact: sale.email.toUpperCase() })).sales).toHaveLength(1);
    const rows = await test.sql`select * from audit_events where id > ${audited?.id}`;
    expect(rows.map(({ action }) => action)).toEqual(['customer.exported', 'customer.exported']);
    expect(JSON.stringify(rows)).not.toContain(sale.phone);
  });

  it('of somebody who is not known is empty', async () => {
    expect((await exportCustomer(admin, { contact: 'nobody@example.com' })).sales).toEqual([]);
  });
});

describe('the erasure of one customer', () => {
  it('leaves their contacts nowhere, and their sales, amounts and all others as they were', async () => {
    const other = await makeSale();
    const sale = await makeSale();
    await chainAudit(systemContext(test.db, 'test'));
    const before = await counted();
    const found = await isFound(sale.phone, sale.email);
    expect(found.length).toBeGreaterThan(4);
    const erased = await eraseCustomer(admin, { contact: sale.email, reason: 'They asked for it by letter.' });
    expect(erased).toMatchObject({ sales: 1, messages: 2 });
    expect(erased.auditRows).toBeGreaterThan(0);
    const written = `${sale.phone.slice(0, 3)}-${sale.phone.slice(3)}`;
    expect(await isFound(sale.phone, sale.email, written)).toEqual([]);
    expect(await counted()).toEqual(before);
    expect((await isFound(other.phone)).length).toBeGreaterThan(2);
    const [row] = await test.sql`select phone, email from sales where id = ${sale.id}`;
    expect(row).toEqual({ phone: 'erased', email: 'erased' });
    const [note] = await test.sql`select note from sale_events where sale_id = ${sale.id} and note like 'Called%'`;
    expect(note?.note).toBe('Called erased and erased; wrote to erased');
  });

  it('leaves the chain of the audit whole, and nothing to try contacts out on', async () => {
    const sale = await makeSale();
    const ctx = systemContext(test.db, 'test');
    await chainAudit(ctx);
    await eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    await chainAudit(ctx);
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    const [link] = await test.sql`select length(salt) as n from audit_links l join audit_events e on e.id = l.event_id
      where e.subject_id = ${sale.id} and e.action = 'sale.flag_cleared'`;
    expect(link?.n).toBe(0);
    // Saltless alone is no excuse: the erasure has to say so.
    await test.sql`update audit_links set salt = '' where position = 1`;
    expect((await verifyChain(test.db, [])).problems).toMatchObject([{ kind: 'changed' }]);
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
  });

  it('sends nothing any more that still waits', async () => {
    const sale = await makeSale();
    await eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    const rows = await test.sql`select state, error, recipient from deliveries where sale_id = ${sale.id}`;
    for (const row of rows) expect(row).toEqual({ state: 'failed', error: 'erased', recipient: 'erased' });
    const [message] = await test.sql`select id::int from deliveries where sale_id = ${sale.id} limit 1`;
    await expect(resendDelivery(seller, { deliveryId: message?.id })).rejects.toMatchObject({
      reason: 'contact_erased',
    });
  });

  it('waits for a sale without an outcome, changes nothing then, and knows when there is nobody', async () => {
    const sale = await makeSale();
    await loseOutcome(test, sale.id);
    const erase = (contact: string) => eraseCustomer(admin, { contact, reason: 'They asked for it.' });
    await expect(erase(sale.phone)).rejects.toThrow(Conflict);
    expect((await isFound(sale.phone)).length).toBeGreaterThan(2);
    await expect(erase('nobody@example.com')).rejects.toThrow(NotFound);
  });

  it('refuses a reason with the contact in it, and what is no contact', async () => {
    const sale = await makeSale();
    const refused = eraseCustomer(admin, { contact: sale.phone, reason: `asked by ${sale.email}` });
    await expect(refused).rejects.toThrow(Invalid);
    for (const contact of ['', '%', 'erased', '12345', 'a@b', `${sale.phone}1`]) {
      await expect(eraseCustomer(admin, { contact, reason: 'x' })).rejects.toThrow(Invalid);
    }
  });

  it('of the same customer by two at once happens once', async () => {
    const sale = await makeSale();
    const erase = () => eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    const done = await Promise.allSettled([erase(), erase()]);
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await isFound(sale.phone)).toEqual([]);
  });
});

describe('who asks for them', () => {
  it('is an admin, or a role that was given the right', async () => {
    const contact = 'a@example.com';
    for (const ctx of [
      seller,
      await makeUserContext(test.db, 'supervisor'),
      await makeUserContext(test.db, 'viewer'),
      await makeUserContext(test.db, await makeRole(test.db, 'sales.resolve', 'settings.write')),
      await makeKeyContext(test.db, [...scopes]),
    ]) {
      await expect(findCustomer(ctx, { contact })).rejects.toThrow(Forbidden);
      await expect(exportCustomer(ctx, { contact })).rejects.toThrow(Forbidden);
      await expect(eraseCustomer(ctx, { contact, reason: 'x' })).rejects.toThrow(Forbidden);
    }
    const keeper = await makeUserContext(test.db, await makeRole(test.db, 'customers.manage'));
    expect(await findCustomer(keeper, { contact })).toMatchObject({ sales: 0 });
  });

  it('has shown who they are just before an erasure, whatever the settings say', async () => {
    const sale = await makeSale();
    const erase = (now: Date) =>
      eraseCustomer({ ...admin, now: () => now }, { contact: sale.phone, reason: 'They asked for it.' });
    await expect(erase(new Date(clock.at.getTime() + 11 * 60_000))).rejects.toThrow(NeedsProof);
    expect(await isFound(sale.phone)).not.toEqual([]);
    await erase(clock.at);
  });

  it('types the contact once more on the screen, and no other', async () => {
    const sale = await makeSale();
    const erase = (typed: string) => eraseCustomer(admin, { contact: sale.phone, typed, reason: 'They asked for it.' });
    for (const typed of ['', sale.email, '9860000000', 'erase']) {
      await expect(erase(typed)).rejects.toMatchObject({ fields: { typed: [expect.any(String)] } });
    }
    await erase(`+977 ${sale.phone}`);
  });
});

describe('what is shown of one customer', () => {
  it('is what an erasure would take, by either contact, and the search is a security event without it', async () => {
    const sale = await makeSale();
    const shown = {
      contacts: [`+977${sale.phone}`, sale.email],
      ...{ sales: 1, amountPaisa: 200_000, messages: 2, isOpen: false },
      lastSales: [{ id: sale.id, state: 'succeeded', amountPaisa: 200_000 }],
    };
    expect(await findCustomer(admin, { contact: sale.email.toUpperCase() })).toMatchObject({
      contact: sale.email,
      ...shown,
    });
    expect(await findCustomer(admin, { contact: sale.phone })).toMatchObject(shown);
    await loseOutcome(test, sale.id);
    expect(await findCustomer(admin, { contact: sale.phone })).toMatchObject({ isOpen: true, amountPaisa: 0 });
    await expect
      .poll(async () => {
        const rows = await test.sql`select data from security_events where kind = 'customers.searched'`;
        return rows.map(({ data }) => data);
      })
      .toContainEqual({ among: 'customers' });
    expect((await isFound(sale.phone)).filter((place) => place.startsWith('security_events'))).toEqual([]);
  });
});

describe('a customer with more sales than a statement takes parameters', () => {
  it('is found, and exported with what happened to each sale', async () => {
    const many = 66_000;
    const contact = 'reseller@example.com';
    await test.sql`
      insert into sales (reference, seller_id, product_id, supplier, supplier_reference, amount_paisa, email, state,
        failure_code, failure_reason, settled_at)
      select 'many-' || n, ${seller.actor.id}, ${product.id}, 'khalti', 'many-' || n, 100, ${contact}, 'failed', '4000', 'no', now()
      from generate_series(1, ${many}::int) n`;
    // With the statistics of a small table, the foreign key of each event would be looked up by reading all sales.
    await test.sql`analyze sales`;
    await test.sql`insert into sale_events (sale_id, state, actor_name, note)
      select id, 'failed', 'x', 'of ' || id from sales where email = ${contact}`;
    const found = await findCustomer(admin, { contact });
    expect(found).toMatchObject({ sales: many, amountPaisa: 0, messages: 0, notes: 0 });
    expect(found.lastSales).toHaveLength(10);
    const exported = await exportCustomer(admin, { contact });
    expect(exported.sales).toHaveLength(many);
    expect(exported.sales.every(({ id, history }) => history[0]?.note === `of ${id}`)).toBe(true);
  }, 300_000);
});

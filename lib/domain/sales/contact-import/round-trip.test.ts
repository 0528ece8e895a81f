import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { securityEvents } from '@/db/schema/security';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import { Forbidden, NeedsProof } from '@/lib/core/errors';
import type { TableFile } from '@/lib/core/table-file';
import { makeSignedIn, setSecurity } from '@/lib/domain/access/factors/testing';
import { inPieces, readAsProposed, withJobs } from '@/lib/domain/coupons/imports/testing';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { exportContacts } from '@/lib/domain/sales/customers/export-contacts';
import { findCustomers } from '@/lib/domain/sales/customers/find-customers';
import { makeCustomerSale } from '@/lib/domain/sales/customers/testing';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { prepared } from '@/test/prepared';
import { contactImport } from './contact-import';

const test = openTestDatabase();
const clock = { at: new Date() };
const admin = prepared(async () => (await makeSignedIn(test.db, 'admin', clock)).ctx);
const stock = prepared(() => makeStock(test.db, 5));

async function csvOf({ rows }: TableFile): Promise<string> {
  let text = '';
  for await (const some of rows) text += toCsv(some);
  return text;
}

const imported = async (text: string) =>
  withJobs(contactImport).importFile(admin, {
    ...(await readAsProposed(contactImport, admin, text)),
    fileName: 'contacts.csv',
    file: inPieces(text),
  });

it('has each customer whom a search finds, once, and none who was erased', async () => {
  const of = { admin, seller: admin, productId: stock.product.id };
  const sale = await makeCustomerSale(test, of);
  const gone = await makeCustomerSale(test, of);
  await eraseCustomer(admin, { contact: gone.phone, reason: 'They asked for it.' });
  await test.sql`update sales set language = 'pt' where id = ${sale.id}`;
  const file = await exportContacts(admin, {});
  expect(await file.repeatable?.count()).toBe(2);
  const lines = (await csvOf(file)).trim().split(/\r?\n/);
  expect(lines.map((line) => line.split(',').slice(0, 5))).toEqual([
    ['contact', 'language', 'note', 'note_count', 'sales'],
    [sale.phone, 'pt', '', '0', '1'],
    [sale.email, 'pt', '', '0', '1'],
  ]);
  for (const contact of [sale.phone, sale.email]) {
    expect((await findCustomers(admin, { search: contact })).rows).toMatchObject([{ sales: 1 }]);
  }
});

it('is read again by the import of contacts without a question, with languages and notes', async () => {
  await test.sql`truncate sales, customer_contacts, customer_notes cascade`;
  const written =
    'contact,language,note\n9841000401,ne,"=SUM(A1); says ""नमस्ते""\nand a second line"\nsita@example.com,pt,\n';
  expect(await imported(written)).toMatchObject({ added: 2 });
  const text = await csvOf(await exportContacts(admin, {}));
  await test.sql`truncate customer_contacts, customer_notes cascade`;
  const head = await contactImport.readHead(admin, { isWhole: true, file: inPieces(text) });
  expect(head.questions).toEqual([]);
  expect(await imported(text)).toMatchObject({ added: 2 });
  expect(await csvOf(await exportContacts(admin, {}))).toBe(text);
});

it('has as many whole notes of a customer as the import takes, and says how many there are', async () => {
  await test.sql`truncate customer_contacts, customer_notes cascade`;
  await imported(`contact,language,note\n9841000402,ne,${'first '.repeat(60)}\n`);
  await test.sql`insert into customer_notes (contact, contact_id, author_id, text, at)
    select contact, id, author_id, ${'second '.repeat(60).trim()}, now() from customer_contacts`;
  const text = await csvOf(await exportContacts(admin, {}));
  expect(text).toContain('second');
  expect(text).not.toContain('first');
  expect(text).toMatch(/,2,0,,\r?\n$/);
});

it('reads on where a page ends, each contact once', async () => {
  await test.sql`insert into customer_contacts (contact, language, author_id, at)
    select 'many' || n || '@example.com', 'ne', ${admin.actor.id}, now() from generate_series(1, 2100) n`;
  const text = await csvOf(await exportContacts(admin, {}));
  expect(new Set(text.match(/many\d+@/g)).size).toBe(2100);
  expect(text.match(/many\d+@/g)).toHaveLength(2100);
});

it('is for those who manage customers, after a fresh proof, and is in the activity and among the security events', async () => {
  for (const role of ['supervisor', 'support', 'partner'] as const) {
    await expect(exportContacts(await makeUserContext(test.db, role), {})).rejects.toBeInstanceOf(Forbidden);
  }
  await exportContacts(admin, {});
  const acts = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'customers.exported'));
  expect(acts[0]).toMatchObject({ userId: admin.actor.id });
  await flushSecurityEvents();
  const noticed = await test.db.select().from(securityEvents).where(eq(securityEvents.kind, 'data.exported'));
  expect(noticed).toContainEqual(expect.objectContaining({ userId: admin.actor.id, data: { what: 'customers' } }));
  await setSecurity(test.db, { stepUpMinutes: 5 });
  clock.at = new Date(clock.at.getTime() + 6 * 60_000);
  await expect(exportContacts(admin, {})).rejects.toBeInstanceOf(NeedsProof);
});

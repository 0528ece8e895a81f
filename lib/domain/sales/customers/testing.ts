import { openTestDatabase, type TestDatabase } from '@/db/testing';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';

let serial = 0;

/** For a file of tests: a database of its own, an admin who showed at `clock` who they are, a seller, and a product. */
export function provideDesk(options: { max?: number } = {}) {
  const test = openTestDatabase(options);
  const clock = { at: new Date() };
  const admin = prepared(async () => (await makeSignedIn(test.db, 'admin', clock)).ctx);
  const seller = prepared(() => makeUserContext(test.db, 'support'));
  const product = prepared(async () => (await makeStock(test.db, 40)).product);
  const makeSale = (contacts?: { phone?: string; email?: string }) =>
    makeCustomerSale(test, { admin, seller, productId: product.id }, contacts);
  const isFound = (...texts: string[]) => findTexts(test, ...texts);
  return { test, clock, admin, seller, product, makeSale, isFound };
}

/** A sale to a customer of its own, of which people wrote. */
export async function makeCustomerSale(
  test: TestDatabase,
  { admin, seller, productId }: { admin: Context<UserActor>; seller: Context<UserActor>; productId: number },
  contacts: { phone?: string; email?: string } = {},
) {
  const number = `98608${String(++serial).padStart(5, '0')}`;
  const { phone = number, email = `buyer.${serial}@example.com` } = contacts;
  const { sale } = await sell(seller, {
    ...{ reference: `customer-${serial}`, productId, expectedAmountPaisa: 200_000, phone, email, despiteSaleId: 0 },
  });
  const { id } = sale;
  const note = `Called ${number.slice(0, 3)}-${number.slice(3)} and +977 ${number}; wrote to BUYER.${serial}@Example.com`;
  await test.sql`insert into sale_events (sale_id, state, actor_name, note) values (${id}, 'succeeded', 'x', ${note})`;
  const entry = { action: 'sale.flag_cleared', subjectKind: 'sale', subjectId: id, data: { reason: note, n: 7 } };
  await recordAudit(admin, entry);
  return { id, phone: number, email: `buyer.${serial}@example.com` };
}

/** Every text of every table, as a thief of the database would search it. */
export async function findTexts(test: TestDatabase, ...texts: string[]): Promise<string[]> {
  const tables = await test.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname in ('public', 'pgboss')`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const text of texts) {
      const schema = (await test.sql`select 1 from pg_tables where tablename = ${name} and schemaname = 'public'`)
        .length;
      const table = test.sql(schema ? name : `pgboss.${name}`);
      const rows = await test.sql`select 1 from ${table} t where t::text ilike ${`%${text}%`} limit 1`;
      if (rows.length > 0) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

/** A sale whose outcome nobody knows. */
export async function loseOutcome(test: TestDatabase, saleId: number, ...also: string[]): Promise<void> {
  const columns = ["state = 'unknown'", 'settled_at = null', 'code_id = null', 'pin_last_four = null', ...also];
  await test.sql.unsafe(`update sales set ${columns.join(', ')} where id = ${saleId}`);
}

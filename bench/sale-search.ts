import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { ParameterOrJSON } from 'postgres';
import { browseRedemptions } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { findCustomers } from '@/lib/domain/sales/customers/find-customers';
import { getCustomer } from '@/lib/domain/sales/customers/get-customer';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { normalizeSaleSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { fillSales } from './fill-sales';
import { median, report, timed } from './measure';
import { openBench } from './open-bench';

/** `node --import tsx bench/sale-search.ts [how many sales]`: each kind of search with its plans, next to the look-up of one sale by its key. */
const count = Number(process.argv[2] ?? 1_000_000);
const runs = 15;
const limitMs = 100;

const bench = await openBench();
const { db, sql } = bench;
const actor: UserActor = { kind: 'user', id: 1, name: 'bench', email: '', role: 'support', sessionId: 0 };
const ctx: Context<UserActor> = { actor, db, now: () => new Date(), requestId: randomUUID() };
/** Milliseconds that this machine takes for one sale by its key: what the other figures are held against. */
let bare = Number.NaN;
/** What a search asked the database, once it is run with `watched`. */
const asked: { text: string; params: unknown[] }[] = [];
const logQuery = (text: string, params: unknown[]) => void asked.push({ text, params });
const watched = { ...ctx, db: drizzle(sql, { casing: 'snake_case', logger: { logQuery } }) };

try {
  await fillSales(sql, count);
  const [one] = await sql<
    { id: number; phone: string; email: string; reference: string; supplier: string; four: string }[]
  >`
    select id::float8 as id, phone, email, reference, supplier_reference as supplier, pin_last_four as four from sales where email is not null and id >= ${Math.ceil(count / 2)} order by id limit 1`;
  if (!one) throw new Error('There is no sale to search for.');
  bare = await measure(
    'one sale by its key',
    () => sql`select * from sales where id = ${1 + Math.floor(Math.random() * count)}`,
  );
  console.log(
    `${count.toLocaleString('en-US')} sales and as many redemptions; the look-up by key took ${bare.toFixed(2)} ms`,
  );
  const digits = one.phone.slice(4);
  const searches: [string, string][] = [
    ['the last 5 digits of a phone', digits.slice(-5)],
    ['the last 7', digits.slice(-7)],
    ['the first 5', digits.slice(0, 5)],
    ['the first 8, with the country', `+977 ${digits.slice(0, 8)}`],
    ['a whole phone number', digits],
    ['a domain that most have', '@gmail.com'],
    ['a name that many have', 'sita'],
    ['a part that few have', one.email.slice(0, one.email.indexOf('@'))],
    ['a whole email address', one.email.toUpperCase()],
    ['the last four of a PIN', one.four.toLowerCase()],
    ['#20', '#20'],
    ['a reference', one.reference],
    ["a supplier's reference", one.supplier],
    ['what no email address has', 'qqzzq'],
    ['digits that no phone has', '00000'],
  ];
  for (const [what, text] of searches) {
    await search(`sales: ${what}`, (by) => listSales(by, { search: text }));
  }
  // Each time Postgres looks at other rows, and expects another number of them to fit.
  for (let time = 1; time <= 5; time++) {
    await sql`analyze sales`;
    await search(`sales: digits that no phone has, analyzed again (${time})`, (by) =>
      listSales(by, { search: '00000' }),
    );
  }
  for (const [what, text] of [
    ['a PIN that nobody sold', 'ABCDE-FGHJK-MNPQR'],
    ['a part of an email', 'sita.1'],
    ['digits', digits.slice(-6)],
  ] as const) {
    await measure(`what can be in an address, of ${what}`, () => normalizeSaleSearch(ctx, { text }));
  }
  for (const [what, text] of [
    ['a part of a user id that many have', 'sita'],
    ['a part that few have', one.email.slice(0, one.email.indexOf('@'))],
    ['a whole user id', one.email],
    ['the last four of a code', '7K3Q'],
    ['#20', '#20'],
    ['what no user id has', 'qqzzq'],
  ] as const) {
    await search(`redemptions: ${what}`, (by) => browseRedemptions(by, { search: text }));
  }
  for (const [what, text] of [
    ['the last 5 digits of a phone', digits.slice(-5)],
    ['a whole phone number', digits],
    ['a domain that most have', '@gmail.com'],
    ['a part that few have', one.email.slice(0, one.email.indexOf('@'))],
    ['what no contact has', 'qqzzq'],
  ] as const) {
    await search(`customers: ${what}`, (by) => findCustomers(by, { search: text }));
  }
  await search('the page of a customer', (by) => getCustomer(by, { saleId: one.id }));
} finally {
  await flushSecurityEvents();
  await bench.close();
}

async function measure(what: string, work: () => PromiseLike<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timed(work));
  const took = median(times);
  const ratio = Number.isNaN(bare) ? '' : `, ${(took / bare).toFixed(0)} times the look-up by key`;
  report(what, `${took.toFixed(1)} ms`, `under ${limitMs} ms${ratio}`, took <= limitMs);
  return took;
}

/** Measures a search, and prints how Postgres answers each of its reads. */
async function search(what: string, work: (by: Context<UserActor>) => Promise<unknown>): Promise<void> {
  await measure(what, () => work(ctx));
  asked.length = 0;
  await work(watched);
  const reads = asked.filter(({ text }) => /^\s*(?:select|with)\b/i.test(text));
  if (reads.length === 0) throw new Error(`Nothing was read for ${what}.`);
  for (const { text, params } of reads) {
    const lines = await sql.unsafe(`explain (analyze, buffers) ${text}`, params as ParameterOrJSON<never>[]);
    for (const line of lines) console.log(`     ${line['QUERY PLAN']}`);
  }
}

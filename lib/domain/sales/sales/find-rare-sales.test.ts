import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { findCustomers } from '@/lib/domain/sales/customers/find-customers';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { listSales } from './list-sales';
import { normalizeSaleSearch } from './normalize-sale-search';
import { makeStock } from './testing';

const test = openTestDatabase();
const seller = prepared(() => makeUserContext(test.db, 'support'));
/** More than a search looks through before it asks its indexes. */
const count = 12_000;

beforeAll(async () => {
  const { product } = await makeStock(test.db, 0);
  await test.sql`insert into sales (reference, seller_id, product_id, supplier, amount_paisa, email, state, failure_code, settled_at)
    select 'rare-' || n, ${seller.actor.id}, ${product.id}, 'stock', 100, case when n <= 100 then 'old.' || n || '@example.com'
      when n % 200 = 0 then 'rare.' || n || '@example.com' when n % 2 = 0 then 'often@example.com' end, 'failed', 'tests', now()
    from generate_series(1, ${count}) n order by n`;
});

const emailsOf = ({ rows }: { rows: { email: string | null }[] }) => rows.map(({ email }) => email?.split('@')[0]);
const every = (step: number, from: number, to: number, name: string) =>
  Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, nth) => `${name}.${from - nth * step}`);

it('what few sales have is found however far back, the newest first, page by page and back again', async () => {
  const all = every(200, count, 200, 'rare');
  const first = await listSales(seller, { search: 'rare.', limit: 25 });
  const second = await listSales(seller, { search: 'rare.', limit: 25, after: first.next ?? '' });
  const third = await listSales(seller, { search: 'rare.', limit: 25, after: second.next ?? '' });
  expect([first, second, third].flatMap(emailsOf)).toEqual(all);
  expect(third.next).toBeNull();
  const back = await listSales(seller, { search: 'rare.', limit: 25, after: third.previous ?? '' });
  expect(emailsOf(back)).toEqual(emailsOf(second));
});

it('so is what only old ones have, and nothing that none has', async () => {
  expect(emailsOf(await listSales(seller, { search: 'OLD.', limit: 100 }))).toEqual(every(1, 100, 1, 'old'));
  expect((await findCustomers(seller, { search: 'old.99@' })).rows).toMatchObject([{ sales: 1 }]);
  expect(await normalizeSaleSearch(seller, { text: 'old.99@' })).toMatchObject({ by: 'as_typed' });
  expect((await listSales(seller, { search: 'qqzzq' })).rows).toEqual([]);
  expect(await normalizeSaleSearch(seller, { text: 'qqzzq' })).toMatchObject({ by: 'last_four' });
});

it('what many have is filled from the newest', async () => {
  const { rows, next } = await listSales(seller, { search: 'often@', limit: 3 });
  expect(rows.map(({ reference }) => reference)).toEqual(['rare-11998', 'rare-11996', 'rare-11994']);
  expect(next).not.toBeNull();
});

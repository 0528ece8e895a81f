import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Invalid, RateLimited } from '@/lib/core/errors';
import { exportSales } from '@/lib/domain/sales/sales/export-sales';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { sell } from '@/lib/domain/sales/sales/sell';
import { sumSales } from '@/lib/domain/sales/sales/sum-sales';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { findCustomers } from './find-customers';

const test = openTestDatabase();
const seller = prepared(() => makeUserContext(test.db, 'support'));
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const stock = prepared(() => makeStock(test.db, 30));

let serial = 0;
const nextPhone = () => `98611${String(++serial).padStart(5, '0')}`;
/** The desk would ask about each sale to the same customer, and is answered. */
const sellTo = async (contacts: { phone?: string; email?: string }) =>
  (await sell(seller, order(stock, { ...contacts, despiteSaleId: 1_000_000 }))).sale.id;
const find = async (search: string, who = seller) =>
  (await findCustomers(who, { search })).rows.map(({ contact }) => contact);

it('C11: finds them by parts of either contact, once each, with the last sale and how many there are', async () => {
  const phone = '9841912345';
  await sellTo({ phone, email: 'find.omer+film@example.com' });
  const last = await sellTo({ phone });
  const { rows, hasMore } = await findCustomers(seller, { search: '1912345' });
  expect(rows).toMatchObject([{ saleId: last, by: 'phone', contact: `+977${phone}`, sales: 2 }]);
  expect(hasMore).toBe(false);
  for (const part of ['984191', '912345', '+977 984-191']) expect(await find(part)).toEqual([`+977${phone}`]);
  for (const part of ['FIND.omer', 'omer+film']) expect(await find(part)).toEqual(['find.omer+film@example.com']);
  expect(await find(`#${last}`)).toEqual([`+977${phone}`]);
  expect(await find('nobody.at.all')).toEqual([]);
  await expect(find('98')).rejects.toThrow(Invalid);
});

it('finds them by a whole contact that was corrected since', async () => {
  const [wrong, right] = [nextPhone(), nextPhone()];
  const saleId = await sellTo({ phone: wrong });
  const [message] = await test.sql`select id::int from deliveries where sale_id = ${saleId}`;
  await resendDelivery(seller, { deliveryId: message?.id, recipient: right });
  expect(await find(wrong)).toEqual([`+977${right}`]);
});

it('finds by the whole of a contact alone for anyone who sees no contacts, and shows it in part', async () => {
  const phone = nextPhone();
  await sellTo({ phone });
  expect(await find(phone.slice(-7), viewer)).toEqual([]);
  expect(await find(phone, viewer)).toEqual([`986-…${phone.slice(-3)}`]);
});

it('lets nobody try out what is masked: sixty whole contacts an hour, among sales, sums and exports too', async () => {
  const curious = await makeUserContext(test.db, 'viewer');
  const searches = [
    (search: string) => findCustomers(curious, { search }),
    (search: string) => listSales(curious, { search }),
    (search: string) => sumSales(curious, { search }),
  ];
  for (let tried = 0; tried < 60; tried += 1) await searches[tried % 3]?.(nextPhone());
  for (const search of searches) await expect(search(nextPhone())).rejects.toThrow(RateLimited);
  await expect(exportSales(curious, { search: nextPhone() })).rejects.toThrow(RateLimited);
  expect(await findCustomers(curious, { search: '#1' })).toBeTruthy();
  expect(await find(nextPhone())).toEqual([]);
});

it('shows at most twenty, and says that there are more', async () => {
  for (let n = 0; n < 21; n++) await sellTo({ email: `crowd.${n}@crowd.example.org` });
  const { rows, hasMore } = await findCustomers(seller, { search: '@crowd.' });
  expect([rows.length, hasMore, rows[0]?.contact]).toEqual([20, true, 'crowd.20@crowd.example.org']);
});

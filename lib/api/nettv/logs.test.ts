import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { captureLog } from '@/lib/core/testing';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { makeKey, makeNettvClient } from './testing';

const database = openTestDatabase();

it('keeps tokens, PINs and contacts out of the log, also when the database fails', async () => {
  const { key } = await makeKey(database, 10_000_000);
  const stock = await makeStock(database.db, 3, { value: 'nettv coupon' });
  const client = makeNettvClient(database);
  const lines = captureLog();
  const contact = { phone_number: '9860848045', email: 'buyer@example.com' };
  await client.buy(key, contact);
  await client.buy(key, { ...contact, amount: 1 });
  await database.sql`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'refused'; end $$`;
  await database.sql`create trigger refuse before insert on sales for each row execute function refuse()`;
  const reference = randomUUID();
  expect(await client.buy(key, { ...contact, reference })).toMatchObject({ status: 500, body: { error_code: '1017' } });
  await client.get('/api/service/status/', { token: key, reference });
  const log = lines.join('');
  expect(log).toContain('request failed');
  for (const secret of [key, ...stock.pins, '9860848045', 'buyer@example.com']) expect(log).not.toContain(secret);
});

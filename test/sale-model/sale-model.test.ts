import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { captureLog } from '@/lib/core/testing';
import { saleStates } from '@/lib/domain/sales/sales/filters';
import { connectKhalti } from '@/lib/domain/sales/supply/testing';
import { prepared } from '@/test/prepared';
import { testSeed } from '@/test/random';
import { checkSaleModel } from './sale-model';

const test = openTestDatabase({ max: 4 });
const khalti = prepared(connectKhalti);

const tables = [
  'sales',
  'corrected_pins',
  'sale_events',
  'audit_events',
  'supplier_calls',
  'deliveries',
  'webhook_events',
  'pgboss.job',
];

it('keeps every rule of a sale under random interleavings, and no PIN in clear', async () => {
  const log = captureLog();
  await checkSaleModel(test.db, khalti, { runs: 300, seed: testSeed });
  const states = await test.sql<{ state: string }[]>`select distinct state from sale_events order by state`;
  expect(states.map(({ state }) => state)).toEqual([...saleStates].sort());
  const [happened] = await test.sql<Record<string, number>[]>`select
    (select count(*)::int from goodwill_codes) as given, (select count(*)::int from payment_corrections) as corrected,
    (select count(*)::int from sales where commission_paisa > 0 and state = 'succeeded') as "letOff"`;
  for (const times of Object.values(happened ?? {})) expect(times).toBeGreaterThan(20);
  const pins = khalti.books().flatMap(({ pin }) => (pin ? [pin] : []));
  expect(pins.length).toBeGreaterThan(50);
  const logged = log.join('\n');
  expect(pins.filter((pin) => logged.includes(pin))).toEqual([]);
  for (const table of tables) {
    const rows = await test.sql.unsafe<{ text: string }[]>(`select to_jsonb(t)::text as text from ${table} t`);
    const written = rows.map(({ text }) => text).join('\n');
    expect(pins.filter((pin) => written.includes(pin))).toEqual([]);
  }
}, 180_000);

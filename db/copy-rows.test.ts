import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type OpenDatabase } from './client';
import { BinaryRows, copyRows } from './copy-rows';
import { openTestDatabase } from './testing';

const test = openTestDatabase();
let narrow: OpenDatabase;
beforeAll(async () => {
  narrow = createDatabase(test.url, { max: 1 });
  await test.sql`create table copied (n bigint)`;
});
afterAll(async () => narrow.close());

function someRows(count: number): Buffer {
  const rows = new BinaryRows();
  for (let n = 0; n < count; n += 1) rows.row(1).int8(n);
  return rows.end();
}

it('copies while others use the same connections, and neither is disturbed', async () => {
  // With one connection the driver sends each next statement before the one before it has ended.
  const others = () => Array.from({ length: 10 }, (_, n) => narrow.sql`select ${n}::int as n`.then(([row]) => row?.n));
  const copy = () => copyRows(narrow.db, 'copied (n)', someRows(5000));
  const before = others();
  const copying = [copy(), copy()];
  const answers = await Promise.all([...before, ...others()]);
  await Promise.all(copying);
  expect(answers).toEqual([...Array(10).keys(), ...Array(10).keys()]);
  expect(await test.sql`select count(*)::int from copied`).toEqual([{ count: 10_000 }]);
});

it('is undone with the transaction that it is in', async () => {
  await test.sql`truncate copied`;
  const undone = test.db.transaction(async (tx) => {
    await copyRows(tx, 'copied (n)', someRows(3));
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(await test.sql`select from copied`).toHaveLength(0);
});

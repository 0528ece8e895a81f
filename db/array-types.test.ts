import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { createDatabase } from './client';
import { openTestDatabase } from './testing';

const test = openTestDatabase();

it.each([
  ['smallint[]', [1, -2]],
  ['integer[]', [7, -8]],
  ['double precision[]', [0.5]],
  ['oid[]', [1007]],
  ['name[]', ['codes']],
  ['bigint[]', ['9007199254740993']],
  ['text[]', ['', 'a,b', '{"quoted"}', 'back\\slash', 'null', 'नेपाल']],
  ['uuid[]', ['6f1c7c0e-6a4f-4f0e-8a34-0f2a52b1d0aa']],
  ['text[]', []],
])('reads a %s as it was written', async (type, values) => {
  const [row] = await test.sql.unsafe<{ values: unknown }[]>(`select $1::${type} as values`, [values]);
  expect(row?.values).toEqual(values);
});

it('reads booleans, and what is null in an array as null', async () => {
  const [row] =
    await test.sql`select array[true, false, null] as booleans, ${[1, null] as number[]}::integer[] as numbers`;
  expect(row).toEqual({ booleans: [true, false, null], numbers: [1, null] });
});

it('sends nothing of its own over a new connection, which a cut would leave without an answer to anybody', async () => {
  const { port, hostname } = new URL(test.url);
  let sent = '';
  const proxy = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    client.on('data', (bytes) => {
      sent += bytes.toString('latin1');
    });
    client.pipe(upstream).pipe(client);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(test.url);
  url.port = String((proxy.address() as AddressInfo).port);
  const { sql, close } = createDatabase(url.href, { max: 1 });
  try {
    expect(await sql`select 'the only one' as asked`).toEqual([{ asked: 'the only one' }]);
  } finally {
    await close();
    proxy.close();
  }
  expect(sent).toContain('the only one');
  expect(sent).not.toContain('pg_type');
});

import { createSocket, type Socket } from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { createApp } from '../app';

const test = openTestDatabase({ max: 5 });
const usual = dns.getServers();
let server: Socket;
const asked = new Set<string>();
const held: (() => void)[] = [];
let isAnswering = false;

/** A name server that answers when a test says so. */
beforeAll(async () => {
  server = createSocket('udp4', (query, from) => {
    asked.add(query.subarray(12, query.indexOf(0, 12)).toString('latin1'));
    const answer = () => server.send(noSuchName(query), from.port, from.address);
    if (isAnswering) answer();
    else held.push(answer);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  dns.setServers([`127.0.0.1:${(server.address() as AddressInfo).port}`]);
});
afterAll(() => {
  dns.setServers(usual);
  server.close();
});

function noSuchName(query: Buffer): Buffer {
  const answer = Buffer.from(query);
  answer.writeUInt16BE(0x8183, 2);
  return answer;
}

it('a name server that is slow keeps no connection of the database', async () => {
  const app = createApp({ database: () => test.db, now: () => new Date() });
  const { key } = await makeKeyContext(test.db, ['webhooks:write']);
  const call = (method: string, path: string, body?: object, once?: string) =>
    app.request(`/api/v1/webhook_endpoints${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(once ? { 'idempotency-key': once } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const hosts = Array.from({ length: 8 }, (_, at) => `slow-${at}`);
  const waiting = hosts.map((host) =>
    call('POST', '', { url: `https://${host}.example.com/in`, event_types: ['sale.failed'] }, host),
  );
  await expect.poll(() => asked.size).toBe(hosts.length);
  const [open] = await test.db.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`);
  expect(open?.count).toBe(0);
  expect((await call('GET', '')).status).toBe(200);
  isAnswering = true;
  for (const answer of held) answer();
  for (const answer of await Promise.all(waiting)) {
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This name has no address');
  }
});

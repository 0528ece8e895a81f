import net from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { redeem } from './redeem';
import { findInconsistencies, makeCoupon } from './testing';

const test = openTestDatabase();
let through: OpenDatabase;
let proxy: Awaited<ReturnType<typeof openProxy>>;
let direct: Context<KeyActor>;
let cut: Context<KeyActor>;

/** A proxy to the database over TCP that on command swallows its next answer and closes: the statement has run. */
async function openProxy(url: URL) {
  let swallows = false;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const database = net.connect(Number(url.port), url.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (bytes) => database.write(bytes));
    database.on('data', (bytes) => {
      if (!swallows) return client.write(bytes);
      client.destroy();
      database.end();
    });
    client.on('close', () => database.end());
    database.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    swallow(next: boolean) {
      swallows = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

beforeAll(async () => {
  const url = new URL(test.url);
  proxy = await openProxy(new URL(test.url));
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  through = createDatabase(url.href, { max: 1 });
  direct = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  cut = { ...direct, db: through.db };
});
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
  await through.close();
  proxy.close();
});

it('a redeem that lost its answer to COMMIT answers under the same key what happened', async () => {
  const coupon = await makeCoupon(test.db, { maxRedemptions: 2 });
  const order = (key: string) => ({ code: coupon.code, user: { id: key }, idempotencyKey: key });
  await redeem(cut, order('before'));

  proxy.swallow(true);
  await expect(redeem(cut, order('lost'))).rejects.toThrow(/CONNECTION|ECONN|closed/i);
  proxy.swallow(false);

  const again = await redeem(direct, order('lost'));
  expect(again).toMatchObject({ replayed: true, state: 'redeemed', userRef: 'lost' });
  const rows = await test.sql`select user_ref from redemptions where coupon_id = ${coupon.id} order by id`;
  expect(rows.map(({ user_ref }) => user_ref)).toEqual(['before', 'lost']);
  await expect(redeem(direct, order('third'))).rejects.toMatchObject({ reason: 'limit_reached' });
});

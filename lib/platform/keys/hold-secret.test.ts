import { afterEach, expect, it } from 'vitest';
import { openDirect } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { WrongKeys } from './check-keys';
import { holdSecret } from './hold-secret';

const test = openTestDatabase();
const held: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of held.splice(0)) await one.stop();
});

async function start(secret: string) {
  const one = await holdSecret(openDirect(), secret);
  held.push(one);
  return one;
}

it('lets processes with one secret in, and none with another while they run', async () => {
  const [one, other] = [await start('a'), await start('a')];
  await expect(start('b')).rejects.toThrow(WrongKeys);
  await one.stop();
  await expect(start('b')).rejects.toThrow(/another NEXTAUTH_SECRET.*stop that one first/);
  await other.stop();
  await start('b');
});

it('of two that start at once with secrets of their own, lets one in', async () => {
  const results = await Promise.allSettled([start('c'), start('d')]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

it('is held by the connection alone, and nothing of the secret is in it', async () => {
  const { stop } = await start('e');
  const locks = () => test.sql`select objid from pg_locks where locktype = 'advisory' and classid = 7202650`;
  expect(await locks()).toHaveLength(1);
  await stop();
  await expect.poll(locks).toHaveLength(0);
});

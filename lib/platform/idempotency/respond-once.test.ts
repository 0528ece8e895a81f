import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type Answer, lockName, respondOnce } from './respond-once';

const test = openTestDatabase({ max: 8 });
let ctx: Context<KeyActor>;
let now = new Date('2026-11-03T06:15:00Z');

beforeAll(async () => {
  await test.db.execute(sql`create table done (what text)`);
});
beforeEach(async () => {
  ctx = await makeKeyContext(test.db, [], () => now);
  await test.db.execute(sql`delete from done`);
});

const request = (key: string, digest = 'a') => ({ key, digest: Buffer.alloc(32, digest) });
const work = async (tx: Context): Promise<Answer> => {
  await tx.db.execute(sql`insert into done values ('it')`);
  return { status: 200, body: '{"b":1,"a":2}' };
};
/** Another process in the middle of a request: it holds the key's lock until it dies. */
const holding = `
  import postgres from 'postgres';
  const [url, name] = process.argv.slice(-2);
  await postgres(url).begin(async (sql) => {
    await sql\`select pg_advisory_xact_lock(hashtextextended(\${name}, 0))\`;
    console.info('held');
    await new Promise(() => setInterval(() => {}, 1000));
  });`;
const timesDone = async () => (await test.db.execute(sql`select * from done`)).length;

describe('answering once', () => {
  it('gives the stored answer to the same request, to the letter', async () => {
    const first = await respondOnce(ctx, request('k'), work);
    expect(first).toEqual({ status: 200, body: '{"b":1,"a":2}', repeated: false });
    expect(await respondOnce(ctx, request('k'), work)).toEqual({ ...first, repeated: true });
    expect(await timesDone()).toBe(1);
  });

  it('refuses the key for another request, and not to another integrator', async () => {
    await respondOnce(ctx, request('k'), work);
    await expect(respondOnce(ctx, request('k', 'b'), work)).rejects.toMatchObject({ reason: 'idempotency_key_reused' });
    const other = await makeKeyContext(test.db, []);
    expect((await respondOnce(other, request('k', 'b'), work)).repeated).toBe(false);
  });

  it('refuses while the first one runs, and runs it once', async () => {
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let started: () => void = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const first = respondOnce(ctx, request('k'), async (tx) => {
      started();
      await held;
      return work(tx);
    });
    await running;
    await expect(respondOnce(ctx, request('k'), work)).rejects.toMatchObject({ reason: 'idempotency_key_in_flight' });
    finish();
    await first;
    expect((await respondOnce(ctx, request('k'), work)).repeated).toBe(true);
    expect(await timesDone()).toBe(1);
  });

  it('leaves nothing behind when the work fails, so that the key can be sent again', async () => {
    const failing = respondOnce(ctx, request('k'), async (tx) => {
      await work(tx);
      throw new Error('crash');
    });
    await expect(failing).rejects.toThrow('crash');
    expect(await timesDone()).toBe(0);
    expect((await respondOnce(ctx, request('k'), work)).repeated).toBe(false);
  });

  it('is free again when the process that held it is killed', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', holding, test.url, lockName(ctx, 'k')]);
    await once(holder.stdout, 'data');
    await expect(respondOnce(ctx, request('k'), work)).rejects.toMatchObject({ reason: 'idempotency_key_in_flight' });
    holder.kill('SIGKILL');
    const ended = sql`select count(*)::int as held from pg_locks join pg_database d on d.oid = database
      where locktype = 'advisory' and datname = current_database()`;
    await expect.poll(async () => (await test.db.execute(ended))[0]?.held).toBe(0);
    expect((await respondOnce(ctx, request('k'), work)).repeated).toBe(false);
  });

  it('does not know the key after a day', async () => {
    await respondOnce(ctx, request('k'), work);
    now = new Date(now.getTime() + 24 * 60 * 60 * 1000 + 1);
    expect((await respondOnce(ctx, request('k', 'b'), work)).repeated).toBe(false);
    expect(await timesDone()).toBe(2);
  });
});

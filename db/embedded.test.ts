import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, findEmbedded, startEmbedded } from './embedded';
import { findPostmaster } from './embedded-postmaster';

let dataDir: string;
const password = 'p/w+1%';

beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'coupon-desk-embedded-'));
});

afterEach(async () => {
  await findEmbedded(dataDir, password)?.stop();
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const start = () => startEmbedded({ dataDir, password, unsafe: true });

async function query<T>(embedded: Embedded, statement: string, useSocket = true): Promise<T[]> {
  const options = useSocket && embedded.socket ? { host: embedded.socket } : {};
  const sql = postgres(embedded.ownerUrl, { max: 1, onnotice: () => {}, ...options });
  try {
    return await sql.unsafe<T[] & Record<string, unknown>[]>(statement);
  } finally {
    await sql.end();
  }
}

describe('the embedded Postgres', () => {
  it('answers over TCP and over its socket, in UTF-8, on this machine only', async () => {
    const embedded = await start();
    expect(await query(embedded, 'show server_encoding', false)).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await query(embedded, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await query(embedded, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('keeps its rows over a stop and another start', async () => {
    const first = await start();
    await query(first, 'create table kept as select 1 as n');
    await first.stop();
    expect(findPostmaster(path.join(dataDir, 'database'))).toBeUndefined();
    expect(await query(await start(), 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('joins the server that is already running', async () => {
    const first = await start();
    const second = await start();
    expect(first.found).toBe(false);
    expect(second).toMatchObject({ found: true, url: first.url });
    await second.stop();
    await expect(query(first, 'select 1')).rejects.toThrow();
  });

  it('recovers after the server was killed', async () => {
    const first = await start();
    await query(first, 'create table survived as select 1 as n');
    await query(first, 'checkpoint');
    const pid = findPostmaster(path.join(dataDir, 'database'))?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    expect(await query(await start(), 'select n from survived')).toEqual([{ n: 1 }]);
  });

  it('is not misled by a pid file whose number another process has now', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(
      path.join(dataDir, 'database', 'postmaster.pid'),
      `${process.pid}\n${dataDir}\n1\n5432\n\n\n\nready\n`,
    );
    expect((await start()).found).toBe(false);
  });

  it('says so when the password is not the one it was made with', async () => {
    await start();
    await expect(startEmbedded({ dataDir, password: 'other' })).rejects.toThrow('secrets.json');
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { isPortFree } from '@/scripts/port';
import { prepareDatabase } from '@/scripts/prepare-database';
import { expect, server as shared } from '../fixtures';

let tried = process.pid * 7;

/**
 * A port that stays free until a server of the test takes it: none of those that the system gives to whatever asks for any, such as a
 * database that another test starts meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    tried += 1;
    const port = 20_000 + (tried % 10_000);
    if (await isPortFree(port, '127.0.0.1')) return port;
  }
}

/**
 * A server of the build in a process of its own, on the database of `openOwnDatabase`; ready when this resolves. One for the API alone
 * starts nothing that makes pages, which takes half of its start.
 */
export async function startOwnServer(port: number, { hasPages = true } = {}): Promise<ChildProcess> {
  const child = spawn('node', ['.next/programs/server.mjs'], {
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      ...(hasPages ? {} : { PAGES_URL: shared.nextUrl }),
    },
    stdio: 'inherit',
  });
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  return child;
}

/** A database of the test's own, with the keys of the shared one, which this process and the servers it starts use. */
export async function openOwnDatabase(): Promise<OpenDatabase> {
  const name = `own_${randomBytes(6).toString('hex')}`;
  const cluster = createDatabase(shared.ownerUrl, { max: 1 });
  await cluster.sql.unsafe(`create database ${name}`);
  await cluster.close();
  const of = (whole: string) => {
    const url = new URL(whole);
    url.pathname = `/${name}`;
    return url.href;
  };
  process.env.DATABASE_URL = of(shared.databaseUrl);
  await prepareDatabase(of(shared.databaseUrl), of(shared.ownerUrl));
  return createDatabase(of(shared.databaseUrl), { max: 2 });
}

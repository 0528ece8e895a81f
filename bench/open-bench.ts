import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { prepareQueue } from '@/lib/platform/jobs/prepare-queue';

/** A database of its own, with the environment that the processes of a run need. `close` ends them and removes it. */
export async function openBench() {
  for (const name of ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY']) {
    process.env[name] = randomBytes(32).toString('base64');
  }
  process.env.LOG_LEVEL = 'silent';
  Object.assign(process.env, { NODE_ENV: 'production' });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'coupon-desk-bench-'));
  const embedded = await startEmbedded({ dataDir, password: randomBytes(16).toString('hex') });
  process.env.DATABASE_URL = embedded.ownerUrl;
  process.env.DATABASE_SOCKET = embedded.socket ?? '';
  const database = createDatabase(embedded.ownerUrl, { socket: embedded.socket });
  const children: ChildProcess[] = [];
  const start = (file: string, ...options: string[]): ChildProcess => {
    const child = fork(path.join(import.meta.dirname, file), { execArgv: ['--import', 'tsx', ...options] });
    children.push(child);
    return child;
  };

  async function close(): Promise<void> {
    for (const child of children) if (child.connected) child.disconnect();
    await database.close();
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  }

  try {
    await migrate(embedded.ownerUrl);
    await prepareQueue(embedded.ownerUrl);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    embedded,
    db: database.db,
    sql: database.sql,
    start,
    /** The HTTP API in a process of its own. */
    async serve(...options: string[]): Promise<{ server: ChildProcess; port: number }> {
      const server = start('serve.ts', ...options);
      const [{ port }] = (await once(server, 'message')) as [{ port: number }];
      return { server, port };
    },
    close,
  };
}

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { expect, inject } from 'vitest';
import { closeDatabase, createDatabase, type OpenDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { findPostmaster } from '@/db/embedded-postmaster';
import { makeScratchDir } from '@/db/scratch-dir';
import { chooseArchive, readArchive, segmentsOf } from '@/db/wal-archive';
import { resetEnv } from '@/lib/core/env';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { findSecrets, prepareSecrets } from '../data-dir';
import { tryLock } from '../data-lock';
import { prepareDatabase } from '../prepare-database';
import { backUp, type Made } from './back-up';
import { chooseBackup, type PointInTime, planRecovery } from './point-in-time';
import { openBackup, restore } from './restore';

export const passphrase = 'correct horse battery staple';

const isolated = ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY', 'DATABASE_URL', 'DATABASE_SOCKET', 'AUDIT_HEAD_FILE'];

export const makeFolder = () => makeScratchDir('coupon-desk-wal-');

/** What the owner of a database's tables reads: the column `answer` of the first row. */
export async function askOwner<T>(ownerUrl: string, statement: string): Promise<T> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe<{ answer: T }[]>(statement);
    return row?.answer as T;
  } finally {
    await sql.end();
  }
}

/** A database that archives its WAL, with the keys and the environment of this process until it is stopped. */
export class ArchivedDatabase {
  private constructor(
    readonly dataDir: string,
    readonly archive: string,
    private embedded: Embedded,
    private opened: OpenDatabase,
    private readonly release: () => void,
    private readonly optionsBefore: string,
  ) {}

  static async start(): Promise<ArchivedDatabase> {
    const [dataDir, archive] = [await makeFolder(), await makeFolder()];
    const optionsBefore = process.env.NODE_OPTIONS ?? '';
    await closeDatabase();
    for (const name of isolated) process.env[name] = '';
    // No module of this name is found from the folder in which Postgres copies its segments.
    process.env.NODE_OPTIONS = '--import tsx';
    process.env.DATA_DIR = dataDir;
    prepareSecrets(dataDir);
    const lock = tryLock(dataDir, 'up');
    if (!('release' in lock)) throw new Error('the folder of data is in use');
    chooseArchive(dataDir, archive);
    const { embedded, opened } = await startIn(dataDir);
    await prepareDatabase(embedded.url, embedded.ownerUrl);
    return new ArchivedDatabase(dataDir, archive, embedded, opened, () => lock.release(), optionsBefore);
  }

  async stop(): Promise<void> {
    await this.opened.close();
    await this.embedded.stop();
    this.release();
    for (const folder of [this.dataDir, this.archive]) rmSync(folder, { recursive: true, force: true });
    process.env.DATABASE_URL = inject('testServer').url;
    process.env.NODE_OPTIONS = this.optionsBefore;
    resetEnv();
    resetKeyring();
  }

  get db() {
    return this.opened.db;
  }

  get url() {
    return this.embedded.url;
  }

  get segments() {
    return segmentsOf(this.archive, readArchive(this.dataDir)?.id ?? '');
  }

  ask<T>(statement: string): Promise<T> {
    return askOwner<T>(this.embedded.ownerUrl, statement);
  }

  prepare(): Promise<void> {
    return prepareDatabase(this.embedded.url, this.embedded.ownerUrl);
  }

  /** The database's clock, which the moments of a restore are of. */
  async readClock(): Promise<Date> {
    return new Date(await this.ask<string>('select clock_timestamp()::text as answer'));
  }

  async archiveAll(): Promise<void> {
    const segment = await this.ask<string>('select pg_walfile_name(pg_switch_wal()) as answer');
    await expect.poll(() => existsSync(path.join(this.segments, `${segment}.gz`))).toBe(true);
  }

  /** Makes this database that of the process again, with the keys that the environment has now. */
  adopt(): void {
    adopt(this.embedded);
  }

  async backUp(now: Date): Promise<Made> {
    process.env.DATABASE_URL = '';
    try {
      return await backUp(this.archive, passphrase, now);
    } finally {
      this.adopt();
    }
  }

  /** Kills Postgres with all that it started, and starts it again. */
  async killAndStart(): Promise<void> {
    const pid = findPostmaster(path.join(this.dataDir, 'database'))?.pid ?? 0;
    await this.opened.close();
    for (const one of [...childrenOf(pid).flatMap(childrenOf), pid]) process.kill(one, 'SIGKILL');
    ({ embedded: this.embedded, opened: this.opened } = await startIn(this.dataDir));
  }

  /** What is in the database once it was restored to a moment. */
  async restoredTo<T>(at: PointInTime, look: (opened: OpenDatabase, ownerUrl: string) => Promise<T>): Promise<T> {
    const restored = await makeFolder();
    const folder = chooseBackup(this.archive, at);
    const opened = openBackup(folder, passphrase);
    await restore(opened, restored, undefined, planRecovery(folder, opened.manifest, at));
    expect(readdirSync(restored).toSorted()).toEqual(expect.arrayContaining(['database', 'secrets.json']));
    expect(existsSync(path.join(restored, 'restoring'))).toBe(false);
    const copy = await startEmbedded({ dataDir: restored, password: findSecrets(restored) ?? '', unsafe: true });
    const database = createDatabase(copy.url, { max: 1 });
    try {
      return await look(database, copy.ownerUrl);
    } finally {
      await database.close();
      await copy.stop();
      rmSync(restored, { recursive: true, force: true });
    }
  }
}

async function startIn(dataDir: string): Promise<{ embedded: Embedded; opened: OpenDatabase }> {
  const embedded = await startEmbedded({ dataDir, password: findSecrets(dataDir) ?? '', unsafe: true });
  adopt(embedded);
  return { embedded, opened: createDatabase(embedded.url, { max: 5 }) };
}

function adopt(embedded: Embedded): void {
  Object.assign(process.env, { DATABASE_URL: embedded.url, DATABASE_SOCKET: '' });
  resetEnv();
  resetKeyring();
}

/** Of a process on Linux; what a shell started for Postgres is below the archiver. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

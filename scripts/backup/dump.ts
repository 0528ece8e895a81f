import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { headsName } from './back-up-cluster';
import { findProgram, libpqEnvironment, runProgram } from './client-programs';
import { compareCounts, countOwnTables, readMajor, withSnapshot } from './cluster.sql';
import type { Manifest } from './manifest';
import { packFile, unpackFile } from './pack-files';

const dumpName = 'database.dump.gz';

/** Of a database that is not the embedded one: what pg_dump writes of one snapshot, in which every table is counted. */
export async function dumpDatabase(
  url: string,
  { folder, headsFile }: { folder: string; headsFile: string | undefined },
): Promise<Omit<Manifest, 'format' | 'madeAt'>> {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-dump-'));
  try {
    const major = await readMajor(sql);
    const program = findProgram('pg_dump', major);
    // Before the snapshot: what it names is in it.
    const heads = headsFile ? await packFile(headsFile, folder, headsName) : undefined;
    const dump = path.join(scratch, 'database.dump');
    const tables = await withSnapshot(sql, async (snapshot, counted) => {
      // Compressed once, with everything else.
      const args = ['--format=custom', '--compress=0', `--snapshot=${snapshot}`, `--file=${dump}`];
      await runProgram(program, args, libpqEnvironment(url));
      return compareCounts(counted, counted);
    });
    const packed = await packFile(dump, folder, dumpName);
    return { kind: 'dump', major, tables, folders: [], files: [packed, heads].filter((file) => file !== undefined) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await sql.end({ timeout: 5 });
  }
}

/** Fills an empty database from a dump, whole or not at all. @throws when the database holds tables */
export async function restoreDump(folder: string, manifest: Manifest, url: string): Promise<void> {
  await assertEmpty(url);
  const packed = manifest.files.find(({ path: name }) => name === dumpName);
  if (!packed) throw new Error(`This backup has no ${dumpName}.`);
  const program = findProgram('pg_restore', manifest.major);
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-dump-'));
  try {
    const dump = path.join(scratch, 'database.dump');
    await unpackFile(folder, packed, dump);
    const environment = libpqEnvironment(url);
    const args = ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction'];
    await runProgram(program, [...args, `--dbname=${environment.PGDATABASE}`, dump], environment);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @throws when there are tables in the database, which nothing is to be mixed with */
export async function assertEmpty(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const tables = await countOwnTables(sql);
    if (tables > 0) {
      throw new Error(
        `The database of DATABASE_URL has ${tables} tables already. Restore into a new, empty one. Nothing was changed.`,
      );
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

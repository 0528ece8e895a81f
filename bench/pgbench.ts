import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Latencies in milliseconds. */
export type Rate = { perSecond: number; p50: number; p99: number };
export type PgbenchTarget = { url: string; socket?: string | undefined };
export type PgbenchOptions = {
  /** The transaction, as a pgbench script. */
  script: string;
  clients: number;
  seconds: number;
  /** Numbers that the script reads as `:name`. */
  variables?: Record<string, number>;
};

/** What of `latencies` is at or under the given share, such as 0.99; they need no order. */
export function percentile(latencies: readonly number[], share: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function rateOf(latencies: readonly number[], seconds: number): Rate {
  return {
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

/**
 * Debian's pgbench with prepared statements, over the Unix socket when there is one: what the same database does one by
 * one. Its percentiles come from its own log of every transaction. @throws with what it wrote, when it gave up
 */
export async function runPgbench({ url, socket }: PgbenchTarget, options: PgbenchOptions): Promise<Rate> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const directory = await mkdtemp(path.join(tmpdir(), 'coupon-desk-pgbench-'));
  try {
    const file = path.join(directory, 'script.sql');
    await writeFile(file, options.script);
    const variables = Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const shape = ['-c', options.clients, '-j', Math.min(2, options.clients), '-T', options.seconds].map(String);
    await promisify(execFile)(
      'pgbench',
      ['-n', '-M', 'prepared', ...shape, '-l', '--log-prefix', path.join(directory, 'log'), ...variables, '-f', file],
      {
        env: {
          ...process.env,
          PGHOST: socket ?? hostname,
          PGPORT: port,
          // As `hotSql` sets it: a plan made on an empty table would read all of it.
          PGOPTIONS: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
          PGUSER: decodeURIComponent(username),
          PGPASSWORD: decodeURIComponent(password),
          PGDATABASE: pathname.slice(1),
        },
      },
    );
    const logs = (await readdir(directory)).filter((name) => name.startsWith('log'));
    const texts = await Promise.all(logs.map((name) => readFile(path.join(directory, name), 'utf8')));
    const lines = texts.flatMap((text) => text.trim().split('\n')).filter(Boolean);
    // Each line: client, number, microseconds, …
    return rateOf(
      lines.map((line) => Number(line.split(' ')[2]) / 1000),
      options.seconds,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readVersion } from '@/db/embedded-cluster';

/** Where Debian has those of several versions next to each other. */
const debian = '/usr/lib/postgresql';

/**
 * A program of Postgres' client tools of at least that version: the first on the PATH, else Debian's newest. npm brings none.
 * @throws when there is none; the message says what to install
 */
export function findProgram(name: 'pg_dump' | 'pg_restore', leastMajor: number): string {
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const places = [name, ...versions.map((version) => path.join(debian, version, 'bin', name))];
  const found = places.map((place) => ({ place, major: readVersion(place) }));
  const fit = found.find(({ major }) => major >= leastMajor);
  if (fit) return fit.place;
  const best = Math.max(...found.map(({ major }) => major));
  throw new Error(
    `${name} of PostgreSQL ${leastMajor} or newer is needed for this database${best > 0 ? `; here is ${best}` : ''}.\n` +
      `Install the client tools (Debian: postgresql-client-${leastMajor}) or put their folder on the PATH.`,
  );
}

/** The connection as libpq's variables: a password among the arguments could be read by everybody on the machine. */
export function libpqEnvironment(address: string): Record<string, string> {
  const url = new URL(address);
  const variables = {
    PGHOST: url.searchParams.get('host') ?? url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: url.searchParams.get('sslrootcert') ?? '',
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
}

/** @throws with what the program wrote when it fails */
export async function runProgram(program: string, args: string[], environment: Record<string, string>): Promise<void> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment, LC_MESSAGES: 'C' },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${path.basename(program)} failed:\n${said.trim()}`);
}

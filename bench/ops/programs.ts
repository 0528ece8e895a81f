import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Debian's package of each program. */
export const packages = {
  pgbouncer: 'pgbouncer',
  haproxy: 'haproxy',
  faketime: 'faketime',
  patroni: 'patroni',
  etcd: 'etcd-server',
  postgres: 'postgresql',
} as const;

export type Program = keyof typeof packages;

/** Servers of Debian are in folders that are in no account's PATH but root's, Postgres' in one for each version. */
function folders(): string[] {
  const versions = '/usr/lib/postgresql';
  const ofPostgres = existsSync(versions)
    ? readdirSync(versions).sort((one, other) => Number(other) - Number(one))
    : [];
  const usual = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
  return [
    // First: a link to one of its programs has not all others next to it.
    ...ofPostgres.map((v) => `${versions}/${v}/bin`),
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...usual,
  ];
}

export function findProgram(name: Program): string | undefined {
  return folders()
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/** @throws when it is not installed */
export function programOf(name: Program): string {
  const found = findProgram(name);
  if (!found) throw new Error(`${name} is not installed.`);
  return found;
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const keyNames = ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY'] as const;
const secretNames = [...keyNames, 'DATABASE_PASSWORD'] as const;
type Secrets = Record<(typeof secretNames)[number], string>;

/** Where `up` keeps what it must not lose; made when missing. */
export function openDataDir(): string {
  const dataDir = path.resolve(process.env.DATA_DIR || '.data');
  // Root's cluster belongs to another account, which must be able to walk in.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return dataDir;
}

/** With its own database and its own keys in the environment, a process needs no data directory at all. */
export function needsDataDir(): boolean {
  return !process.env.DATABASE_URL || keyNames.some((name) => !process.env[name]);
}

/**
 * Puts the keys into `process.env` where it has none and returns the embedded database's password, making what is missing.
 * Only for who holds the data directory's lock.
 */
export function makeSecrets(dataDir: string): string {
  const file = secretsFile(dataDir);
  const kept = readSecrets(file);
  const secrets = Object.fromEntries(
    secretNames.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64')]),
  ) as Secrets;
  if (!isComplete(kept)) {
    const draft = `${file}.new`;
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  return apply(secrets);
}

/** The same for a process beside the one that holds the lock: nothing when that one has not made them yet. */
export function findSecrets(dataDir: string): string | undefined {
  const kept = readSecrets(secretsFile(dataDir));
  return isComplete(kept) ? apply(kept) : undefined;
}

const secretsFile = (dataDir: string) => path.join(dataDir, 'secrets.json');

function isComplete(kept: Partial<Secrets>): kept is Secrets {
  return secretNames.every((name) => kept[name]);
}

function apply(secrets: Secrets): string {
  for (const name of keyNames) process.env[name] ||= secrets[name];
  return secrets.DATABASE_PASSWORD;
}

function readSecrets(file: string): Partial<Secrets> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text) as Partial<Secrets>;
  } catch {
    // Making new ones would lock everything sealed with the old ones away.
    throw new Error(`${file} is not readable as JSON. Restore it from a backup; nothing was changed.`);
  }
}

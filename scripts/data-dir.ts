import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What `secrets.json` may hold; a keyring (`SEALING_KEYS`) takes the place of a single key. */
const secretNames = [
  ...['NEXTAUTH_SECRET', 'SEALING_KEY', 'SEALING_KEYS', 'DIGEST_KEY', 'DIGEST_KEYS', 'DATABASE_PASSWORD'],
] as const;
export type Secrets = Partial<Record<string, string>>;

/** Each of these has to be there in one of its forms. */
const neededKeys = [['NEXTAUTH_SECRET'], ['SEALING_KEY', 'SEALING_KEYS'], ['DIGEST_KEY', 'DIGEST_KEYS']];

export type PreparedSecrets = {
  /** Of the embedded database. */
  password: string;
  /** Writes what was made down, once the database has accepted it. Writes nothing when nothing was made. */
  keep: () => void;
};

/** Where `up` keeps what it must not lose; made when missing. */
export function openDataDir(): string {
  const dataDir = path.resolve(process.env.DATA_DIR || '.data');
  // Root's cluster belongs to another account, which must be able to walk in.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return dataDir;
}

/** With its own database and its own keys in the environment, a process needs no data directory at all. */
export function needsDataDir(): boolean {
  return !process.env.DATABASE_URL || missingFrom(process.env).length > 0;
}

/**
 * Puts the keys into `process.env` where it has none and gives the embedded database's password, making what is missing.
 * Only for a process that holds the data directory's lock.
 * @throws when the embedded database is there and its secrets are not: new ones could open nothing of it
 */
export function prepareSecrets(dataDir: string): PreparedSecrets {
  const file = secretsFile(dataDir);
  const kept = readSecrets(file);
  const isEmbedded = !process.env.DATABASE_URL;
  const missing = missingFrom({ ...kept, ...given() });
  if (isEmbedded && !kept.DATABASE_PASSWORD) missing.push('DATABASE_PASSWORD');
  const cluster = path.join(dataDir, 'database');
  if (isEmbedded && missing.length > 0 && existsSync(path.join(cluster, 'PG_VERSION'))) {
    throw new Error(
      `${file} has no ${missing.join(' and no ')}, and the database in ${cluster} was written with one.\n` +
        'Restore secrets.json from the backup that belongs to this database. Nothing was changed.',
    );
  }
  const made = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('base64')]));
  const secrets = { ...kept, ...made };
  const keep = () => {
    if (missing.length > 0) writeSecrets(file, secrets);
  };
  // A cluster that is about to be made is of no use without its password: it is kept first.
  if (isEmbedded) keep();
  return { password: apply(secrets, dataDir), keep: isEmbedded ? () => {} : keep };
}

/** The same for a process next to the one that holds the lock: nothing when that one has not made them yet. */
export function findSecrets(dataDir: string): string | undefined {
  const kept = readSecrets(secretsFile(dataDir));
  if (missingFrom({ ...kept, ...given() }).length > 0) return undefined;
  if (!process.env.DATABASE_URL && !kept.DATABASE_PASSWORD) return undefined;
  return apply(kept, dataDir);
}

/** Everything that a copy of the database needs, from wherever this process has it. */
export function collectSecrets(dataDir: string): Secrets {
  const { KEY_FILE, SEALING_KEY_ID } = process.env;
  const kept = readSecrets(secretsFile(dataDir));
  const sources = [KEY_FILE ? (JSON.parse(readFileSync(KEY_FILE, 'utf8')) as Secrets) : {}, given(), kept];
  const collected: Secrets = kept.DATABASE_PASSWORD ? { DATABASE_PASSWORD: kept.DATABASE_PASSWORD } : {};
  for (const forms of neededKeys) {
    const source = sources.find((one) => forms.some((name) => one[name])) ?? {};
    for (const name of forms) if (source[name]) collected[name] = source[name];
  }
  // An id of one's own is not kept anywhere else.
  const isNumbered = SEALING_KEY_ID && collected.SEALING_KEY && !collected.SEALING_KEYS;
  if (isNumbered) collected.SEALING_KEYS = `${SEALING_KEY_ID}:${collected.SEALING_KEY}`;
  return collected;
}

/** Makes the keys of a backup those of this process, whatever it had; gives the database's password. */
export function adoptSecrets(secrets: Secrets, dataDir: string): string {
  for (const name of [...secretNames, 'KEY_FILE', 'SEALING_KEY_ID', 'AUDIT_HEAD_FILE']) delete process.env[name];
  return apply(secrets, dataDir);
}

/** Puts secrets that were backed up into a data directory that has none. @throws when it has some */
export function placeSecrets(dataDir: string, secrets: Secrets): void {
  assertNoSecrets(dataDir);
  writeSecrets(secretsFile(dataDir), secrets);
}

/** @throws when there are secrets, which nothing is to replace */
export function assertNoSecrets(dataDir: string): void {
  const file = secretsFile(dataDir);
  if (existsSync(file)) {
    throw new Error(`${file} is there already. Move it away, or use another DATA_DIR. Nothing was changed.`);
  }
}

/** Puts a key in front of those in `secrets.json`; false where the keys come from the environment or another file. */
export function addKey(name: 'SEALING_KEY' | 'DIGEST_KEY', id: number, key: string): boolean {
  const file = secretsFile(openDataDir());
  const { [name]: single, [`${name}S`]: ring, ...rest } = readSecrets(file);
  const earlier = ring ?? (single && `1:${single}`);
  // Whether the key in use is the one of the file, which `apply` has put into the environment.
  const isFromFile = ring === undefined ? process.env[name] === single : process.env[`${name}S`] === ring;
  if (!earlier || process.env.KEY_FILE || !isFromFile) return false;
  writeSecrets(file, { ...rest, [`${name}S`]: `${id}:${key},${earlier}` });
  return true;
}

const secretsFile = (dataDir: string) => path.join(dataDir, 'secrets.json');

const given = (): Secrets => {
  const set = secretNames.filter((name) => process.env[name]);
  return Object.fromEntries(set.map((name) => [name, process.env[name]]));
};

function missingFrom(secrets: Secrets): string[] {
  const inFile = process.env.KEY_FILE ? neededKeys.slice(0, 1) : neededKeys;
  return inFile.filter((forms) => !forms.some((name) => secrets[name])).map(([name = '']) => name);
}

function apply(secrets: Secrets, dataDir: string): string {
  process.env.AUDIT_HEAD_FILE ||= path.join(dataDir, 'audit-heads.jsonl');
  const set = given();
  for (const forms of neededKeys) {
    // A key of the environment, in either form, replaces all forms in the file.
    if (forms.some((name) => set[name])) continue;
    for (const name of forms) if (secrets[name]) process.env[name] = secrets[name];
  }
  return secrets.DATABASE_PASSWORD ?? '';
}

function writeSecrets(file: string, secrets: Secrets): void {
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function readSecrets(file: string): Secrets {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text) as Secrets;
  } catch {
    // Making new ones would lock everything encrypted with the old ones away.
    throw new Error(`${file} is not readable as JSON. Restore it from a backup; nothing was changed.`);
  }
}

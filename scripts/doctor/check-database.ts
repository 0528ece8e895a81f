import postgres, { type Sql } from 'postgres';
import { createDatabase } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { assertSamePlace, sharesSessions, sharesSessionsAdvice, sharesSessionsText } from '@/db/pooler';
import { checkKeys } from '@/lib/platform/keys/check-keys';
import { readServerFacts, type ServerFacts, tryToWrite } from './database.sql';
import { type Finding, ok, warning, wrong } from './finding';

const oldest = 15;
const tested = 18;
/** Of a desk's three processes: the pools of two are set, and this many connections come on top (docs/operate.md). */
const nextToPools = 44;
/** Of those, the job queue's, the webhooks' and the one that holds the secret, which need sessions of their own. */
const pastPooler = 5;

export type DatabaseOptions = {
  url: string;
  socket?: string | undefined;
  /** Postgres itself, where `url` leads to a pooler that gives each transaction another session. */
  direct?: string | undefined;
  pool: number;
  /** Whether schema and keys are looked at, which needs the keys. */
  contents?: boolean;
};

/** What the database is like: reachable, writable, of a known version, with its clock, schema and keys. Changes nothing. */
export async function checkDatabase(options: DatabaseOptions): Promise<Finding[]> {
  const { url, socket, contents = true } = options;
  const plain = { max: 1, connect_timeout: 5, prepare: false, onnotice: () => {} };
  const sql = postgres(url, { ...plain, ...(socket ? { host: socket } : {}) });
  try {
    const asked = Date.now();
    const facts = await readServerFacts(sql);
    const offMs = facts.now - (asked + Date.now()) / 2;
    const pooler = await checkPooler(options);
    // Through one that the desk does not know of, what it reads is somebody else's.
    const canRead = !pooler.some(({ level }) => level === 'wrong');
    return [
      ok('Database', `PostgreSQL ${Math.floor(facts.version / 10_000)} answers as "${facts.role}".`),
      ...checkServer(facts, offMs),
      checkConnections(facts, options),
      ...pooler,
      await checkWrites(sql, facts),
      ...(contents && canRead ? await checkContents(options) : []),
    ];
  } catch (error) {
    return [explainRefusal(error)];
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function checkServer(facts: ServerFacts, offMs: number): Finding[] {
  const major = Math.floor(facts.version / 10_000);
  const found: Finding[] = [];
  if (major < oldest)
    found.push(wrong('Version', `PostgreSQL ${major} is too old.`, `Use ${oldest} or newer, best ${tested}.`));
  if (facts.encoding !== 'UTF8') {
    found.push(
      wrong(
        'Encoding',
        `The database is in ${facts.encoding}.`,
        "create database … encoding 'UTF8' template template0",
      ),
    );
  }
  const seconds = Math.round(Math.abs(offMs) / 100) / 10;
  const about = 'Clock';
  if (Math.abs(offMs) > 5_000) {
    found.push(
      wrong(
        about,
        `This machine and the database are ${seconds} s apart: holds, shifts and codes end at wrong times.`,
        'Let both follow NTP (timedatectl set-ntp true).',
      ),
    );
  } else found.push(ok(about, `${seconds} s from the database's.`));
  for (const name of facts.unsafe) {
    found.push(wrong('Safety', `${name} is off: what was acknowledged can be lost.`, `alter system set ${name} = on`));
  }
  if (facts.isSuperuser) {
    found.push(
      warning(
        'Role',
        `"${facts.role}" is a superuser: the desk could change the audit.`,
        'Give the tables to a role of MIGRATION_DATABASE_URL and let DATABASE_URL be one that owns nothing.',
      ),
    );
  }
  return found;
}

function checkConnections({ maxConnections }: ServerFacts, { pool, direct }: DatabaseOptions): Finding {
  const about = 'Connections';
  const needed = 4 * pool + nextToPools;
  if (direct) {
    return ok(
      about,
      `A desk takes up to ${needed}: ${pastPooler} of ${maxConnections} itself, the others at the pooler.`,
    );
  }
  if (needed * 2 <= maxConnections) return ok(about, `A desk takes up to ${needed} of ${maxConnections}.`);
  return warning(
    about,
    `A desk takes up to ${needed} of ${maxConnections}, and two run during a rolling restart.`,
    'Lower DATABASE_POOL or raise max_connections; docs/operate.md has the sum.',
  );
}

async function checkPooler({ url, socket, direct }: DatabaseOptions): Promise<Finding[]> {
  const isShared = await sharesSessions({ url, socket });
  if (!direct) return isShared ? [poolerFinding] : [];
  if (await sharesSessions({ url: direct })) {
    const fix = 'Let DATABASE_DIRECT_URL lead to Postgres itself.';
    return [wrong(poolerFinding.about, `DATABASE_DIRECT_URL leads to a pooler too: ${sharesSessionsText}`, fix)];
  }
  try {
    await assertSamePlace({ url }, { url: direct });
  } catch (error) {
    return [wrong(poolerFinding.about, (error as Error).message, 'psql says where each leads: select current_user')];
  }
  if (isShared) return [ok(poolerFinding.about, 'It shares connections between transactions, and the desk knows.')];
  const fix = 'Unset DATABASE_POOLER: each statement takes three more ways to the database with it.';
  return [warning(poolerFinding.about, 'DATABASE_POOLER=transaction is set, and nothing shares sessions.', fix)];
}

const poolerFinding = wrong('Pooler', sharesSessionsText, sharesSessionsAdvice);

async function checkWrites(sql: Sql, { isReplica, isReadOnly }: ServerFacts): Promise<Finding> {
  const about = 'Writing';
  if (isReplica)
    return wrong(
      about,
      'This server is a replica.',
      'Let DATABASE_URL lead to the primary, or add target_session_attrs=read-write.',
    );
  if (isReadOnly)
    return wrong(about, 'Transactions are read-only.', 'alter database … set default_transaction_read_only = off');
  try {
    await tryToWrite(sql);
    return ok(about, 'Works.');
  } catch (error) {
    return wrong(
      about,
      `Refused: ${(error as Error).message}`,
      'Is the disk full? May the role create temporary tables?',
    );
  }
}

async function checkContents({ url, socket, direct }: DatabaseOptions): Promise<Finding[]> {
  const { db, close } = createDatabase(url, { max: 1, socket, pooled: direct !== undefined });
  try {
    if (!(await migrationsAreCurrent(db))) {
      return [wrong('Schema', 'Migrations of this build are missing.', 'npm run backup, then npm run migrate')];
    }
    await checkKeys(db);
    return [ok('Schema', 'Every migration of this build is there.'), ok('Keys', 'Those of this database.')];
  } catch (error) {
    const { name, message, cause } = error as Error;
    if (name === 'WrongKeys') return [wrong('Keys', message, 'Nothing was changed.')];
    if ((cause as { code?: string } | undefined)?.code === '42P01') {
      return [warning('Schema', 'The database is empty.', '`npm run up` or `npm run migrate` fills it.')];
    }
    return [wrong('Schema', `It could not be read: ${message}`, 'May the role read the schemas public and drizzle?')];
  } finally {
    await close();
  }
}

const refusals: [RegExp, string][] = [
  [/ECONNREFUSED/, 'Nothing listens there: is Postgres running, and are host and port those of DATABASE_URL?'],
  [/ENOTFOUND|EAI_AGAIN/, 'The host has no address: is its name right, and does this machine reach its DNS?'],
  [/CONNECT_TIMEOUT|ETIMEDOUT/, 'No answer within 5 s: is a firewall in between?'],
  [/28P01|28000/, 'The password or the role is wrong, or pg_hba.conf does not let this machine in.'],
  [/3D000/, "create database … encoding 'UTF8' template template0"],
  [/53300/, 'The server has no connection left: lower DATABASE_POOL of the processes or raise max_connections.'],
];

function explainRefusal(error: unknown): Finding {
  const { code = '', message } = error as Error & { code?: string };
  // PgBouncer refuses what it does not know of a start-up.
  if (/unsupported startup parameter/.test(message)) return poolerFinding;
  const fix = refusals.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  return wrong('Database', `It cannot be used: ${message}`, fix ?? 'Does `psql "$DATABASE_URL"` work from here?');
}

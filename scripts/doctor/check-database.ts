import postgres, { type Sql } from 'postgres';
import { createDatabase } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { checkKeys } from '@/lib/platform/keys/check-keys';
import { readBackend, readServerFacts, type ServerFacts, tryToWrite } from './database.sql';
import { type Finding, ok, warning, wrong } from './finding';

const oldest = 15;
const tested = 18;
/** Of a desk's three processes: the pools of two are set, and this many connections come on top (docs/operate.md). */
const nextToPools = 43;

export type DatabaseOptions = {
  url: string;
  socket?: string | undefined;
  pool: number /** Whether schema and keys are looked at, which needs the keys. */;
  contents?: boolean;
};

/** What the database is like: reachable, writable, of a known version, with its clock, schema and keys. Changes nothing. */
export async function checkDatabase({ url, socket, pool, contents = true }: DatabaseOptions): Promise<Finding[]> {
  const open = () =>
    postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {}, ...(socket ? { host: socket } : {}) });
  const [one, other] = [open(), open()];
  try {
    const asked = Date.now();
    const facts = await readServerFacts(one);
    const offMs = facts.now - (asked + Date.now()) / 2;
    return [
      ok('Database', `PostgreSQL ${Math.floor(facts.version / 10_000)} answers as "${facts.role}".`),
      ...checkServer(facts, offMs, pool),
      ...(await checkPooler(one, other)),
      await checkWrites(one, facts),
      ...(contents ? await checkContents(url, socket) : []),
    ];
  } catch (error) {
    return [explainRefusal(error)];
  } finally {
    await Promise.all([one.end({ timeout: 2 }), other.end({ timeout: 2 })]);
  }
}

function checkServer(facts: ServerFacts, offMs: number, pool: number): Finding[] {
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
  const needed = 4 * pool + nextToPools;
  if (needed * 2 > facts.maxConnections) {
    found.push(
      warning(
        'Connections',
        `A desk takes up to ${needed} of ${facts.maxConnections}, and two run during a rolling restart.`,
        'Lower DATABASE_POOL or raise max_connections; docs/operate.md has the sum.',
      ),
    );
  } else found.push(ok('Connections', `A desk takes up to ${needed} of ${facts.maxConnections}.`));
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

/** Two sessions that are open at once have a server process each, unless something shares one between them. */
async function checkPooler(one: Sql, other: Sql): Promise<Finding[]> {
  if ((await readBackend(one)) !== (await readBackend(other))) return [];
  return [poolerFinding];
}

const poolerFinding = wrong(
  'Pooler',
  'Between the desk and Postgres is a pooler that shares connections between transactions (PgBouncer in transaction mode): locks, LISTEN and prepared statements of one process reach another.',
  'Let DATABASE_URL lead to Postgres itself, or set pool_mode = session for it.',
);

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

async function checkContents(url: string, socket: string | undefined): Promise<Finding[]> {
  const { db, close } = createDatabase(url, { max: 1, socket });
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

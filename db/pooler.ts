import postgres, { type Sql } from 'postgres';

/** An address of a database, and the directory of its Unix socket where it has one. */
export type DatabaseAddress = { url: string; socket?: string | undefined };

export const sharesSessionsText =
  'Between the desk and Postgres is a pooler that shares connections between transactions (PgBouncer in transaction mode): locks, LISTEN and prepared statements of one process reach another.';
export const sharesSessionsAdvice =
  'Set DATABASE_POOLER=transaction, and DATABASE_DIRECT_URL to Postgres itself; or set pool_mode = session for it.';

/** Two plain sessions, which say nothing at their start that a pooler could refuse. */
function openPlain({ url, socket }: DatabaseAddress): Sql {
  const options = { max: 1, connect_timeout: 5, prepare: false, fetch_types: false, onnotice: () => {} };
  return postgres(url, { ...options, ...(socket ? { host: socket } : {}) });
}

/**
 * Whether something gives the transactions of one session to different processes of the server. Two open sessions have one
 * each, and keep it, unless they are shared: while one session is in a transaction, the other is asked twice.
 * @throws when the database does not answer
 */
export async function sharesSessions(address: DatabaseAddress): Promise<boolean> {
  const [one, other] = [openPlain(address), openPlain(address)];
  try {
    const own = await backendOf(one);
    return await other.begin(async (tx) => (await backendOf(tx)) === own || (await backendOf(one)) !== own);
  } catch (error) {
    // Of a pooler that shares them between statements.
    if (/statement pooling/.test((error as Error).message)) return true;
    throw error;
  } finally {
    await Promise.all([one.end({ timeout: 2 }), other.end({ timeout: 2 })]);
  }
}

/** @throws Error, in words, when sessions at this address are shared; `variable` is what it was read from */
export async function assertOwnSessions(address: DatabaseAddress, variable: string): Promise<void> {
  if (!(await sharesSessions(address))) return;
  const advice =
    variable === 'DATABASE_URL' ? sharesSessionsAdvice : `Let ${variable} lead to Postgres itself, without the pooler.`;
  throw new Error(`${variable}: ${sharesSessionsText}\n${advice} Nothing was changed.`);
}

/** What two addresses have to agree in to lead to one database: the server's start, the database and the role. */
export async function placeOf(address: DatabaseAddress): Promise<string> {
  const sql = openPlain(address);
  try {
    const [row] = await sql<{ place: string }[]>`
      select concat_ws(' ', pg_postmaster_start_time(), (select oid from pg_database where datname = current_database()),
        current_user) as place`;
    return row?.place ?? '';
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** @throws Error, in words, when they do not lead to the same database as the same role */
export async function assertSamePlace(one: DatabaseAddress, other: DatabaseAddress): Promise<void> {
  const [first, second] = await Promise.all([placeOf(one), placeOf(other)]);
  if (first === second) return;
  throw new Error(
    'DATABASE_DIRECT_URL and DATABASE_URL lead to different databases, or to one as different roles.\n' +
      'Both have to name the same role of the same database, once through the pooler and once without. Nothing was changed.',
  );
}

async function backendOf(sql: Pick<Sql, 'unsafe'>): Promise<number> {
  const [row] = await sql.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
  return row?.pid ?? 0;
}

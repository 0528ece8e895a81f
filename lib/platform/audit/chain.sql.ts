import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

// Any constant does, as long as every process uses the same.
const chainLock = 7_202_615;

/** Whether nobody else chains; until the transaction ends. */
export async function tryChainLock(tx: Executor): Promise<boolean> {
  const [row] = await tx.execute<{ locked: boolean }>(sql`select pg_try_advisory_xact_lock(${chainLock}) as locked`);
  return row?.locked ?? false;
}

/** Numbers of transactions as text: they are larger than a JavaScript number holds. */
export type Horizon = {
  /** The last id that was drawn. */
  lastId: number;
  /** Every transaction before this one that could have drawn an id has ended. */
  xmin: string;
  /** No transaction from this one on has begun. */
  xmax: string;
};

/**
 * How far the ids are drawn, and which transactions can still write what they drew. An insert locks its table before it draws
 * an id, until its transaction ends: what other transactions do, or those of other databases of the server, holds nothing back.
 * A lock names its transaction by 32 bits, which the last 64-bit number completes.
 */
export async function readHorizon(tx: Executor): Promise<Horizon> {
  const [row] = await tx.execute<Horizon>(sql`
    with drawn as materialized (
      select (case when is_called then last_value else 0 end)::float8 as last_id,
        pg_snapshot_xmax(pg_current_snapshot())::text::int8 as xmax
      from audit_events_id_seq),
    writers as materialized (
      select own.transactionid::text::int8 as xid
      from pg_locks held join pg_locks own using (virtualtransaction)
      where held.locktype = 'relation' and held.relation = 'audit_events'::regclass and held.mode = 'RowExclusiveLock'
        and held.database = (select oid from pg_database where datname = current_database())
        and own.locktype = 'transactionid' and own.mode = 'ExclusiveLock')
    select last_id as "lastId", xmax::text as xmax,
      coalesce((select min(xmax - ((xmax - xid) & 4294967295)) from writers), xmax)::text as xmin
    from drawn`);
  if (!row) throw new Error('The sequence of the audit rows was not read.');
  return row;
}

/** A row of the audit as it is hashed: instants and data as the database writes them. */
export type ChainRow = {
  id: string;
  at: string;
  actor_kind: string;
  user_id: string | null;
  api_key_id: string | null;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  data: string;
  request_id: string | null;
};

const hashedColumns = sql`e.id::text as id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as at, e.actor_kind,
  e.user_id::text as user_id, e.api_key_id::text as api_key_id, e.actor_name, e.action, e.subject_kind,
  e.subject_id::text as subject_id, e.data::text as data, e.request_id`;

/** Rows that are not chained yet, in the order of their ids: above `after`, and none that nobody has drawn. */
export function selectUnchained(
  tx: Executor,
  { after, lastId, limit }: { after: number; lastId: number; limit: number },
): Promise<ChainRow[]> {
  return tx.execute<ChainRow>(sql`
    select ${hashedColumns} from audit_events e
    where e.id > ${after} and e.id <= ${lastId} and not exists (select from audit_links l where l.event_id = e.id)
    order by e.id limit ${limit}`);
}

export type LinkRow = { position: number; eventId: string; day: string; salt: string; dataHash: string; hash: string };

/** Adds links; hashes and salts are hexadecimal. */
export async function insertLinks(tx: Executor, links: LinkRow[]): Promise<void> {
  await tx.execute(sql`
    insert into audit_links (position, event_id, day, salt, data_hash, hash)
    select position, "eventId", day, decode(salt, 'hex'), decode("dataHash", 'hex'), decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(links)}::text::jsonb)
      as l (position int8, "eventId" int8, day date, salt text, "dataHash" text, hash text)
    order by position`);
}

/** A link with its row; without one, the row's columns are null. */
export type LinkedRow = LinkRow & { [K in keyof ChainRow]: ChainRow[K] | null };

/** The links above a position, in order, with their rows. */
export function selectLinked(tx: Executor, after: number, limit: number): Promise<LinkedRow[]> {
  return tx.execute<LinkedRow>(sql`
    select l.position::float8 as position, l.event_id::text as "eventId", l.day::text as day, encode(l.salt, 'hex') as salt,
      encode(l.data_hash, 'hex') as "dataHash", encode(l.hash, 'hex') as hash, ${hashedColumns}
    from audit_links l left join audit_events e on e.id = l.event_id
    where l.position > ${after} order by l.position limit ${limit}`);
}

/** The rows whose data an erasure of a customer says that it changed, each with the SHA-256 of what the last one left. */
export async function selectErased(tx: Executor): Promise<Map<string, string>> {
  const rows = await tx.execute<{ id: string; sha256: string }>(sql`
    select distinct on (r ->> 'id') r ->> 'id' as id, r ->> 'sha256' as sha256
    from audit_events e, jsonb_array_elements(
      case when jsonb_typeof(e.data -> 'auditRows') = 'array' then e.data -> 'auditRows' else '[]' end
    ) r
    where e.action in ('customer.erased', 'customer.contacts_expired') and r ? 'sha256' order by r ->> 'id', e.id desc`);
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** How many rows will be chained by the next run. */
export async function countWaiting(tx: Executor, closedId: number, lastId: number): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::float8 as n from audit_events e where e.id > ${closedId} and e.id <= ${lastId}
      and not exists (select from audit_links l where l.event_id = e.id)`);
  return row?.n ?? 0;
}

/** The first row that should be chained and is not, or whose id nobody has drawn. */
export async function findAdded(tx: Executor, closedId: number, lastId: number): Promise<number | null> {
  const [row] = await tx.execute<{ id: number }>(sql`
    select e.id::float8 as id from audit_events e
    where (e.id <= ${closedId} or e.id > ${lastId}) and not exists (select from audit_links l where l.event_id = e.id)
    order by e.id limit 1`);
  return row?.id ?? null;
}

/** Deletes at most `atMost` rows up to the position of a cut, with their links and the heads before it. It is a function of the owner. */
export async function dropAudit(db: Executor, position: number, atMost: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`select drop_audit(${position}::int8, ${atMost}::int4) as n`);
  return row?.n ?? 0;
}

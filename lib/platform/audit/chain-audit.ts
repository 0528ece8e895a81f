import { randomBytes } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { auditHeads, auditLinks } from '@/db/schema/audit-chain';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { keyring } from '@/lib/platform/keys/keyring';
import {
  type ChainRow,
  type Horizon,
  insertLinks,
  type LinkRow,
  readHorizon,
  selectUnchained,
  tryChainLock,
} from './chain.sql';
import { type Head, hashData, hashRow, noHash, type SignedHead, signHead } from './chain-hash';
import { addCut, readCuts, readHead } from './chain-state';
import { keepHead } from './head-file';

const rowsAtOnce = 2_000;
/** An id is drawn a moment before its transaction has a number: a mark younger than this could miss it. */
const markAgeMs = 30_000;

type Chained = { more: boolean; lastRow: number };

/** The state when a run began, and how far the rows were: those that come meanwhile are for the next one. */
type Start = { head: SignedHead | undefined; now: Date; horizon: Horizon };

/**
 * Chains the audit rows that were added since: each is hashed with the one before it, and the state of the chain is signed
 * with a key that the database does not have. It runs apart from whatever writes the rows, and takes those of transactions
 * that commit late when they come. May run again at any time, and next to itself.
 */
export async function chainAudit(ctx: Context<SystemActor>, _: object = {}, signal?: AbortSignal): Promise<void> {
  const start: Start = { head: await readHead(ctx.db), now: ctx.now(), horizon: await readHorizon(ctx.db) };
  for (let after = 0; !signal?.aborted; ) {
    const done = await ctx.db.transaction((tx) => chainSome(tx, start, after));
    const head = await readHead(ctx.db);
    if (head) await keepHead(head);
    after = done?.lastRow ?? 0;
    if (!done?.more) break;
  }
  await renewCut(ctx);
}

/** Signs the last cut again once another key is active: the one that signed it may go. */
async function renewCut({ db, now }: Context<SystemActor>): Promise<void> {
  const { last } = await readCuts(db);
  if (last && last.keyId !== keyring().encryption.active.id) await addCut(db, { ...last, at: now().toISOString() });
}

async function chainSome(tx: Executor, start: Start, after: number): Promise<Chained | undefined> {
  if (!(await tryChainLock(tx))) return undefined;
  const head = await readHead(tx);
  if (head) await assertLinked(tx, head);
  const { now, horizon } = start;
  const closedId = head?.closedId ?? 0;
  const rows = await selectUnchained(tx, {
    after: Math.max(closedId, after),
    lastId: horizon.lastId,
    limit: rowsAtOnce,
  });
  const last = await readLastLink(tx);
  const links = toLinks(rows, last, now);
  if (links.length > 0) await insertLinks(tx, links);
  const more = rows.length === rowsAtOnce;
  const end = links.at(-1) ?? last;
  // Every step began after the horizon was read, so the last one has been over all rows that it says are there.
  const mark = nextMark(head, start, !more);
  await addHead(tx, head, { position: end.position, hash: end.hash, ...mark, now });
  return { more, lastRow: Number(rows.at(-1)?.id ?? 0) };
}

function toLinks(rows: ChainRow[], last: { position: number; hash: string }, now: Date): LinkRow[] {
  const day = now.toISOString().slice(0, 10);
  let { position, hash } = last;
  return rows.map((row) => {
    const salt = randomBytes(16).toString('hex');
    const dataHash = hashData(salt, row.data);
    position += 1;
    hash = hashRow(hash, row, dataHash);
    return { position, eventId: row.id, day, salt, dataHash, hash };
  });
}

type Mark = Pick<Head, 'closedId' | 'markId' | 'markXid'>;

/**
 * Up to the mark all rows are chained once every transaction that was open when it was made has ended. One of another
 * cluster, which a backup was restored from, says nothing here and is made again.
 */
function nextMark(head: Head | undefined, start: Start, isWhole: boolean): Mark {
  const { now, horizon } = start;
  const fresh = { markId: horizon.lastId, markXid: horizon.xmax };
  if (!head) return { closedId: 0, ...fresh };
  const { closedId, markId, markXid } = head;
  if (BigInt(markXid) > BigInt(horizon.xmax)) return { closedId, ...fresh };
  // The steps of this run have carried the mark on in heads of their own.
  const isOfBefore = start.head?.markId === markId && start.head.markXid === markXid;
  const isOld = now.getTime() - Date.parse((isOfBefore && start.head?.at) || head.at) >= markAgeMs;
  const isPast = isOld && BigInt(markXid) <= BigInt(horizon.xmin);
  if (!isWhole || !isPast) return { closedId, markId, markXid };
  return markId === closedId && horizon.lastId === markId
    ? { closedId, markId, markXid }
    : { closedId: markId, ...fresh };
}

type NextHead = Mark & { position: number; hash: string; now: Date };

/** Nothing new is not signed again, unless by another key. */
async function addHead(tx: Executor, before: Head | undefined, { now, ...next }: NextHead): Promise<void> {
  const { active } = keyring().encryption;
  const isSame =
    before?.position === next.position &&
    before.closedId === next.closedId &&
    before.markId === next.markId &&
    before.keyId === active.id;
  if (isSame || (!before && next.markId === 0)) return;
  const at = now.toISOString();
  const head: Head = { ...next, at, day: at.slice(0, 10), keyId: active.id };
  await tx.insert(auditHeads).values({
    ...head,
    at: now,
    hash: Buffer.from(head.hash, 'hex'),
    signature: Buffer.from(signHead(head, active), 'hex'),
  });
}

/** Nothing is chained to rows that are not those we signed. @throws Error */
async function assertLinked(tx: Executor, { position, hash, at }: SignedHead): Promise<void> {
  if (position === 0) return;
  const [link] = await tx.select({ hash: auditLinks.hash }).from(auditLinks).where(eq(auditLinks.position, position));
  if (link?.hash.toString('hex') === hash) return;
  throw new Error(
    `The audit chain is not what was signed at ${at}. Run \`npm run verify-audit\`. Nothing was chained.`,
  );
}

async function readLastLink(tx: Executor): Promise<{ position: number; hash: string }> {
  const [row] = await tx
    .select({ position: auditLinks.position, hash: auditLinks.hash })
    .from(auditLinks)
    .orderBy(desc(auditLinks.position))
    .limit(1);
  return row ? { position: row.position, hash: row.hash.toString('hex') } : { position: 0, hash: noHash };
}

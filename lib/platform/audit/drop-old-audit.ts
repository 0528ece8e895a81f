import type { Executor } from '@/db/client';
import { inBatches } from '@/lib/core/in-batches';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { dropAudit, selectErased, selectLinked } from './chain.sql';
import { addCut, readCuts, readHead } from './chain-state';
import { type ChainPlace, checkLink, placeOf } from './check-link';
import { recordAudit } from './record-audit';

const rowsAtOnce = 1_000;

/**
 * Drops the audit rows at the chain's beginning that are older than `before`, some with each commit. The part that goes is followed
 * link by link once more, and where it ends is signed: the chain that stays is held against that from then on. What the
 * database's function refuses, which is rows of the last year, stays. @returns how many rows
 * @throws Error when that part is not what was chained; nothing is dropped then
 */
export async function dropOldAudit(ctx: Context<SystemActor>, before: Date, signal?: AbortSignal): Promise<number> {
  // One state of rows and erasures, while customers are erased.
  await ctx.db.transaction((db) => cut({ ...ctx, db }, before), { isolationLevel: 'repeatable read' });
  const { last } = await readCuts(ctx.db);
  if (!last) return 0;
  return inBatches({ size: rowsAtOnce, signal }, (size) => dropAudit(ctx.db, last.position, size));
}

async function cut(tx: Context<SystemActor>, before: Date): Promise<void> {
  const head = await readHead(tx.db);
  const begin = placeOf((await readCuts(tx.db)).last);
  // The row that the newest head is about stays: the next one is chained to it.
  const end = await followOld(tx.db, begin, before, (head?.position ?? 0) - 1);
  if (end.position === begin.position) return;
  const rows = end.position - begin.position;
  const eventId = Number(end.eventId);
  await addCut(tx.db, { at: tx.now().toISOString(), position: end.position, hash: end.hash, eventId });
  const data = { rows, upTo: eventId, before: before.toISOString() };
  await recordAudit(tx, { action: 'audit.dropped', subjectKind: 'settings', subjectId: 1, data });
}

/** The last place up to which everything is older. @throws Error */
async function followOld(tx: Executor, begin: ChainPlace, before: Date, last: number): Promise<ChainPlace> {
  // As the rows have it.
  const young = before.toISOString().slice(0, -1);
  const erased = await selectErased(tx);
  let place = begin;
  for (;;) {
    const page = await selectLinked(tx, place.position, rowsAtOnce);
    for (const link of page) {
      const problem = checkLink(link, place, erased);
      if (problem) throw new Error(`${problem.said} Run \`npm run verify-audit\`. No audit row was dropped.`);
      if (link.position > last || link.at === null || link.at >= young) return place;
      place = link;
    }
    if (page.length < rowsAtOnce) return place;
  }
}

import { asc } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { auditHeads } from '@/db/schema/audit-chain';
import { countWaiting, findAdded, readHorizon, selectErased, selectLinked } from './chain.sql';
import { checkHead, type SignedHead, toSignedHead } from './chain-hash';
import { type Cuts, readCuts } from './chain-state';
import { type ChainPlace, type ChainProblem, checkLink, placeOf } from './check-link';

const rowsAtOnce = 5_000;

export type ChainReport = {
  rows: number;
  /** Rows that were dropped because they were kept long enough: the chain begins after them. */
  dropped: number;
  /** Rows that wait to be chained: none of them is checked. */
  waiting: number;
  heads: number;
  /** Heads signed with keys that are not loaded any more. */
  uncheckedHeads: number;
  /** The first of each sort, the one with the lowest id first; none: the audit is as it was written. */
  problems: ChainProblem[];
};

/**
 * Holds the audit rows against their chain, and the chain against its signed heads: those in the database, and those that
 * were kept outside of it.
 */
export async function verifyChain(db: Executor, keptHeads: SignedHead[]): Promise<ChainReport> {
  // One state of everything, while others go on writing.
  return db.transaction((tx) => verify(tx, keptHeads), { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

async function verify(tx: Executor, keptHeads: SignedHead[]): Promise<ChainReport> {
  const inDatabase = (await tx.select().from(auditHeads).orderBy(asc(auditHeads.id))).map(toSignedHead);
  const { forged, good, unchecked, uncovered } = checkSignatures([...inDatabase, ...keptHeads]);
  const cuts = await readCuts(tx);
  const begin = placeOf(cuts.last);
  const chain = await walk(
    tx,
    begin,
    good.toSorted((one, other) => one.position - other.position),
  );
  const closedId = Math.max(0, ...good.map((head) => head.closedId));
  const { lastId } = await readHorizon(tx);
  const added = await findAdded(tx, closedId, lastId);
  const waiting = await countWaiting(tx, closedId, lastId);
  const problems: ChainProblem[] = [
    ...forged.slice(0, 1).map(({ at }) => ofHead(`The head of ${at} has another signature.`)),
    ...uncovered
      .slice(0, 1)
      .map(({ at, keyId }) => ofHead(`The head of ${at} is signed with key ${keyId}, which is not loaded.`)),
    ...cuts.doubtful.slice(0, 1).map(ofCut),
    ...(chain.problem ? [chain.problem] : []),
    ...(added === null ? [] : [{ kind: 'added' as const, eventId: added, said: `Row ${added} was put in later.` }]),
  ];
  problems.sort((one, other) => (one.eventId ?? 0) - (other.eventId ?? 0));
  const { position: dropped } = begin;
  return {
    rows: chain.end - dropped,
    dropped,
    waiting,
    heads: good.length,
    uncheckedHeads: unchecked.length,
    problems,
  };
}

const ofCut = ({ cut, is }: Cuts['doubtful'][number]): ChainProblem =>
  ofHead(
    is === 'forged'
      ? `What says that rows up to row ${cut.eventId} were dropped has another signature.`
      : `What says that rows up to row ${cut.eventId} were dropped is signed with key ${cut.keyId}, which is not loaded.`,
  );
const ofHead = (said: string): ChainProblem => ({ kind: 'forged', eventId: null, said });

function checkSignatures(heads: SignedHead[]) {
  const of = { good: [], forged: [], unchecked: [] } as Record<ReturnType<typeof checkHead>, SignedHead[]>;
  for (const head of heads) of[checkHead(head)].push(head);
  const reached = Math.max(-1, ...of.good.map(({ position }) => position));
  return { ...of, uncovered: of.unchecked.filter(({ position }) => position > reached) };
}

/** Every link in order from a place on, until the first that is not what it was; `end` is the last good position. */
async function walk(
  tx: Executor,
  begin: ChainPlace,
  heads: SignedHead[],
): Promise<{ end: number; problem?: ChainProblem }> {
  let before = begin;
  let nextHead = 0;
  /** Whether the heads up to this place say the same; those before the beginning say nothing that is still there. */
  const findUnlike = (place: ChainPlace): ChainProblem | undefined => {
    for (; (heads[nextHead]?.position ?? Number.POSITIVE_INFINITY) <= place.position; nextHead += 1) {
      const head = heads[nextHead];
      if (head?.position === place.position && place.position > 0 && head.hash !== place.hash) {
        return rewritten(heads[nextHead - 1], head);
      }
    }
    return undefined;
  };
  const erased = await selectErased(tx);
  const unlike = findUnlike(begin);
  if (unlike) return { end: begin.position, problem: unlike };
  for (;;) {
    const page = await selectLinked(tx, before.position, rowsAtOnce);
    for (const link of page) {
      const problem = checkLink(link, before, erased) ?? findUnlike(link);
      if (problem) return { end: before.position, problem };
      before = link;
    }
    if (page.length < rowsAtOnce) break;
  }
  const missing = heads.at(-1);
  if (!missing || missing.position <= before.position) return { end: before.position };
  const said = `${missing.position - before.position} rows after row ${before.eventId} were removed with their links.`;
  return { end: before.position, problem: { kind: 'removed', eventId: Number(before.eventId) + 1, said } };
}

function rewritten(from: SignedHead | undefined, to: SignedHead): ChainProblem {
  const since = from ? `between ${from.at} and ${to.at}` : `before ${to.at}`;
  return { kind: 'rewritten', eventId: null, said: `Rows chained ${since} were changed and chained again.` };
}

import { hash as digest } from 'node:crypto';
import type { ChainRow, LinkedRow } from './chain.sql';
import { hashData, hashRow, noHash } from './chain-hash';

export type ChainProblem = {
  /** `rewritten`: the row and all that follow were chained again; `forged`: a signature is not ours, or cannot be checked. */
  kind: 'changed' | 'removed' | 'added' | 'rewritten' | 'forged';
  /** Of the audit row, where one can be named. */
  eventId: number | null;
  /** In words, with the days that it lies between where no row can be named. */
  said: string;
};

/** A place in the chain: the row there, and the hash that the next one is chained to. */
export type ChainPlace = { position: number; hash: string; eventId: string };

/** Before the first row; after a cut, the last row that was dropped. */
export const placeOf = (cut: { position: number; hash: string; eventId: number } | undefined): ChainPlace =>
  cut ? { ...cut, eventId: String(cut.eventId) } : { position: 0, hash: noHash, eventId: '0' };

/** What is wrong with a link and its row, after the place before it. */
export function checkLink(
  link: LinkedRow,
  before: ChainPlace,
  erased: ReadonlyMap<string, string>,
): ChainProblem | undefined {
  const eventId = Number(link.eventId);
  if (link.position !== before.position + 1) {
    const said = `What was chained between row ${before.eventId} and row ${link.eventId} was removed with its links.`;
    return { kind: 'removed', eventId: Number(before.eventId) + 1, said };
  }
  if (link.id === null) return { kind: 'removed', eventId, said: `Row ${eventId} of ${link.day} was removed.` };
  const row = link as ChainRow;
  // The salt goes with what was erased: nothing can be found out from the hash that stays.
  const isOfCustomers = row.subject_kind === 'sale' || row.action === 'user.limit_passed';
  const left = isOfCustomers ? erased.get(link.eventId) : undefined;
  const isErased = link.salt === '' && left === digest('sha256', row.data, 'hex');
  const isData = isErased || hashData(link.salt, row.data) === link.dataHash;
  if (isData && hashRow(before.hash, row, link.dataHash) === link.hash) return undefined;
  return { kind: 'changed', eventId, said: `Row ${eventId} of ${link.day} was changed.` };
}

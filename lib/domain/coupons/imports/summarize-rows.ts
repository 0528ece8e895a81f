import { type RowResult, rowResults, type ValidatedRow } from './import-kind';
import { type Reason, reasonKey } from './reasons';

/** Why rows are left out, or what of them is not taken over, and of how many. */
export type CountedReason = Omit<Reason, 'value'> & { rows: number };

export type CheckedFile<Entry = unknown> = {
  rows: number;
  counts: Record<RowResult, number>;
  /** How many of the new ones have something without a counterpart here. */
  noted: number;
  /** The most frequent first. */
  reasons: CountedReason[];
  /**
   * Some of them to look at, up to `shownOfEach` of each result and of each reason: the ones that are left out, then those with
   * notes, then a few others that are new.
   */
  shown: ValidatedRow<Entry>[];
};

export const shownOfEach = 100;
const shownNew = 20;

/** The dry run of a file, as its reader gets it. */
export function summarizeRows<Entry>(rows: ValidatedRow<Entry>[]): CheckedFile<Entry> {
  const counts = Object.fromEntries(rowResults.map((result) => [result, 0])) as Record<RowResult, number>;
  const reasons = new Map<string, CountedReason>();
  const taken = new Map<string, number>();
  const parts: ValidatedRow<Entry>[][] = [[], [], []];
  let noted = 0;
  for (const row of rows) {
    const { result, problems, notes } = row;
    counts[result] += 1;
    const isNoted = result === 'new' && notes.length > 0;
    if (isNoted) noted += 1;
    const said = new Map([...problems, ...(isNoted ? notes : [])].map((reason) => [reasonKey(reason), reason]));
    for (const [key, { column, words }] of said) {
      const counted = reasons.get(key) ?? { column, words, rows: 0 };
      counted.rows += 1;
      reasons.set(key, counted);
    }
    const groups = [isNoted ? 'noted' : result, ...said.keys()];
    const most = result === 'new' && !isNoted ? shownNew : shownOfEach;
    if (groups.every((group) => (taken.get(group) ?? 0) >= most)) continue;
    for (const group of groups) taken.set(group, (taken.get(group) ?? 0) + 1);
    parts[result !== 'new' ? 0 : isNoted ? 1 : 2]?.push(row);
  }
  return {
    rows: rows.length,
    ...{ counts, noted },
    reasons: [...reasons.values()].sort((a, b) => b.rows - a.rows),
    shown: parts.flat(),
  };
}

import { type RowResult, rowResults, type ValidatedRow } from './import-kind';
import { type Reason, reasonKey } from './reasons';

/** Why rows are left out, or what of them is not taken over, and of how many. */
export type CountedReason = Omit<Reason, 'value'> & { rows: number };

export type CheckedFile<Entry = unknown> = {
  rows: number;
  counts: Record<RowResult, number>;
  /** How many of the new ones have something without a counterpart here. */
  noted: number;
  /** How many of the new ones are rarely meant. */
  warned: number;
  /** The most frequent first. */
  reasons: CountedReason[];
  /**
   * Some of them to look at, up to `shownOfEach` of each result and of each reason: the ones that are left out, then those with
   * warnings or notes, then a few others that are new.
   */
  shown: ValidatedRow<Entry>[];
};

export const shownOfEach = 100;
const shownNew = 20;

/** The dry run of a file, as its reader gets it, from its rows in parts. */
export function startSummary<Entry>() {
  const counts = Object.fromEntries(rowResults.map((result) => [result, 0])) as Record<RowResult, number>;
  const reasons = new Map<string, CountedReason>();
  const taken = new Map<string, number>();
  const parts: ValidatedRow<Entry>[][] = [[], [], []];
  let rows = 0;
  let noted = 0;
  let warned = 0;

  function add(some: ValidatedRow<Entry>[]): void {
    rows += some.length;
    for (const row of some) addRow(row);
  }

  function addRow(row: ValidatedRow<Entry>): void {
    const { result, problems, notes, warnings } = row;
    counts[result] += 1;
    const isNew = result === 'new';
    if (isNew && notes.length > 0) noted += 1;
    if (isNew && warnings.length > 0) warned += 1;
    const ofNew = isNew ? [...warnings, ...notes] : [];
    const said = new Map([...problems, ...ofNew].map((reason) => [reasonKey(reason), reason]));
    for (const [key, { column, words }] of said) {
      const counted = reasons.get(key) ?? { column, words, rows: 0 };
      counted.rows += 1;
      reasons.set(key, counted);
    }
    const isPlain = isNew && ofNew.length === 0;
    const groups = [isNew && !isPlain ? 'noted' : result, ...said.keys()];
    const most = isPlain ? shownNew : shownOfEach;
    if (groups.every((group) => (taken.get(group) ?? 0) >= most)) return;
    for (const group of groups) taken.set(group, (taken.get(group) ?? 0) + 1);
    parts[!isNew ? 0 : isPlain ? 2 : 1]?.push(row);
  }

  const result = (): CheckedFile<Entry> => ({
    ...{ rows, counts, noted, warned },
    reasons: [...reasons.values()].sort((a, b) => b.rows - a.rows),
    shown: parts.flat(),
  });
  return { add, result };
}

import { count, eq, max, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { shiftEntries } from '@/db/schema/shift-entries';
import { shiftCounts, type shifts } from '@/db/schema/shifts';
import { type TillMethod, tillMethods } from '@/lib/core/entities/payment-method';

type Entry = typeof shiftEntries.$inferSelect;

/** `countedPaisa` is null while the shift is open. */
export type TillLine = { method: TillMethod; expectedPaisa: number; countedPaisa: number | null };

export type Till = {
  /** By method, in their order; cash always, the others when something was moved by them. */
  lines: TillLine[];
  /** By what it was. */
  movements: { kind: Entry['kind']; count: number; amountPaisa: number }[];
  /** 0 for none. */
  newestEntryId: number;
};

type Shift = Pick<typeof shifts.$inferSelect, 'id' | 'floatPaisa' | 'closedAt'>;

const kinds: Entry['kind'][] = ['sale', 'failed', 'refunded', 'voided', 'goodwill'];

/** What a till should have: its float in cash, and all that went in and out. What a closed one had stays as it was written. */
export async function readTill(db: Executor, { id, floatPaisa, closedAt }: Shift): Promise<Till> {
  const groups = await db
    .select({
      method: shiftEntries.method,
      kind: shiftEntries.kind,
      count: count(),
      amountPaisa: sql<number>`sum(${shiftEntries.amountPaisa})`.mapWith(Number),
      newest: max(shiftEntries.id),
    })
    .from(shiftEntries)
    .where(eq(shiftEntries.shiftId, id))
    .groupBy(shiftEntries.method, shiftEntries.kind);
  const sum = (some: typeof groups) => some.reduce((total, { amountPaisa }) => total + amountPaisa, 0);
  const movements = kinds.flatMap((kind) => {
    const some = groups.filter((group) => group.kind === kind);
    const times = some.reduce((total, group) => total + group.count, 0);
    return times > 0 ? [{ kind, count: times, amountPaisa: sum(some) }] : [];
  });
  const newestEntryId = groups.reduce((newest, group) => Math.max(newest, group.newest ?? 0), 0);
  if (closedAt !== null) return { lines: await readCounts(db, id), movements, newestEntryId };
  const lines = tillMethods.flatMap((method): TillLine[] => {
    const some = groups.filter((group) => group.method === method);
    if (method !== 'cash' && some.length === 0) return [];
    return [{ method, expectedPaisa: sum(some) + (method === 'cash' ? floatPaisa : 0), countedPaisa: null }];
  });
  return { lines, movements, newestEntryId };
}

async function readCounts(db: Executor, shiftId: number): Promise<TillLine[]> {
  const { method, expectedPaisa, countedPaisa } = shiftCounts;
  const rows = await db
    .select({ method, expectedPaisa, countedPaisa })
    .from(shiftCounts)
    .where(eq(shiftCounts.shiftId, shiftId));
  return rows.sort((one, other) => tillMethods.indexOf(one.method) - tillMethods.indexOf(other.method));
}

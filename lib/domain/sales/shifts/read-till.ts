import { count, eq, max, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { paymentCorrections, shiftEntries } from '@/db/schema/shift-entries';
import { shiftCounts, type shifts } from '@/db/schema/shifts';
import type { TillMethod } from '@/lib/core/entities/payment-method';
import { getSettings } from '@/lib/platform/settings/get-settings';

type Entry = typeof shiftEntries.$inferSelect;

/** `corrected`: a sale turned out to be paid by another method. */
type MovementKind = Entry['kind'] | 'corrected';

/** `countedPaisa` is null while the shift is open. */
export type TillLine = { method: TillMethod; expectedPaisa: number; countedPaisa: number | null };

export type Till = {
  /** By method, in the order of the settings; cash always, the others when something was moved by them. */
  lines: TillLine[];
  /** By what it was. */
  movements: { kind: MovementKind; count: number; amountPaisa: number }[];
  /** 0 for none; it grows with each thing that happens to the till. */
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
  const movements: Till['movements'] = kinds.flatMap((kind) => {
    const some = groups.filter((group) => group.kind === kind);
    const times = some.reduce((total, group) => total + group.count, 0);
    return times > 0 ? [{ kind, count: times, amountPaisa: sum(some) }] : [];
  });
  const corrections = await readCorrections(db, id);
  if (corrections.count > 0) movements.push({ kind: 'corrected', count: corrections.count, amountPaisa: 0 });
  // Both ids only grow, and so does their sum.
  const newestEntryId = groups.reduce((newest, group) => Math.max(newest, group.newest ?? 0), 0) + corrections.newestId;
  const { paymentMethods } = await getSettings(db);
  const order: TillMethod[] = [...paymentMethods.map(({ key }) => key), 'unstated'];
  if (closedAt !== null) return { lines: await readCounts(db, id, order), movements, newestEntryId };
  const lines = order.flatMap((method): TillLine[] => {
    const some = groups.filter((group) => group.method === method);
    const moved = corrections.moved.get(method);
    if (method !== 'cash' && some.length === 0 && moved === undefined) return [];
    const inFloat = method === 'cash' ? floatPaisa : 0;
    return [{ method, expectedPaisa: sum(some) + (moved ?? 0) + inFloat, countedPaisa: null }];
  });
  return { lines, movements, newestEntryId };
}

/** What corrected payments moved from method to method. */
async function readCorrections(db: Executor, shiftId: number) {
  const rows = await db.select().from(paymentCorrections).where(eq(paymentCorrections.shiftId, shiftId));
  const moved = new Map<TillMethod, number>();
  const move = (method: TillMethod, paisa: number) => moved.set(method, (moved.get(method) ?? 0) + paisa);
  for (const { fromMethod, toMethod, amountPaisa } of rows) {
    move(fromMethod, -amountPaisa);
    move(toMethod, amountPaisa);
  }
  return { moved, count: rows.length, newestId: Math.max(0, ...rows.map((row) => row.id)) };
}

async function readCounts(db: Executor, shiftId: number, order: TillMethod[]): Promise<TillLine[]> {
  const { method, expectedPaisa, countedPaisa } = shiftCounts;
  const rows = await db
    .select({ method, expectedPaisa, countedPaisa })
    .from(shiftCounts)
    .where(eq(shiftCounts.shiftId, shiftId));
  return rows.sort((one, other) => order.indexOf(one.method) - order.indexOf(other.method));
}

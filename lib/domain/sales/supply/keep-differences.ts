import { and, eq, gte, inArray, isNull, lt, lte, ne, notInArray, or, sql } from 'drizzle-orm';
import { supplierDifferences } from '@/db/schema/comparisons';
import { sales } from '@/db/schema/sales';
import { type BookDifferenceKind, ownDifferenceKinds } from '@/lib/core/entities/book-difference';
import type { Context } from '@/lib/platform/context/context';
import type { BookDifference } from './compare-books';

export type KeptDifference = Omit<BookDifference, 'kind' | 'meaning'> & { kind: BookDifferenceKind };

type Gone = { kind: BookDifferenceKind; saleId: number | null };

type Compared = {
  comparisonId: number;
  /** What another comparison said since then is newer. */
  begunAt: Date;
  from: Date;
  until: Date;
  /** Sales of other days that were compared, too. */
  saleIds: readonly number[];
  /** Khalti's books were compared, and not our own alone. */
  hasTheirs: boolean;
  hasBooks: boolean;
  unanswered: string[];
};

/** Only whole books show these, and so that they are gone. */
const ofWholeBooks: BookDifferenceKind[] = ['pin', 'unknown_here'];

const writtenAtOnce = 500;

/**
 * Writes what a comparison found, each once, and closes what it no longer finds among the sales that it compared. What a person
 * closed stays closed, however often it is found again. @returns what it closed
 */
export async function keepDifferences(tx: Context, compared: Compared, found: KeptDifference[]): Promise<Gone[]> {
  await writeDifferences(tx, compared, found);
  return closeGone(tx, compared);
}

export async function writeDifferences(
  tx: Context,
  { comparisonId, begunAt }: Pick<Compared, 'comparisonId' | 'begunAt'>,
  found: KeptDifference[],
): Promise<void> {
  const lastSeenAt = tx.now();
  for (let start = 0; start < found.length; start += writtenAtOnce) {
    const some = found.slice(start, start + writtenAtOnce);
    const excluded = (column: string) => sql.raw(`excluded.${column}`);
    await tx.db
      .insert(supplierDifferences)
      .values(some.map((one) => ({ ...one, firstSeenAt: lastSeenAt, lastSeenAt, lastComparisonId: comparisonId })))
      .onConflictDoUpdate({
        target: [supplierDifferences.reference, supplierDifferences.kind],
        set: {
          ...{ ours: excluded('ours'), theirs: excluded('theirs'), lastSeenAt, lastComparisonId: comparisonId },
          ...{ oursPaisa: excluded('ours_paisa'), theirsPaisa: excluded('theirs_paisa') },
          closedAt: sql`case when ${supplierDifferences.closedBy} is not null
            or ${supplierDifferences.closedAt} > ${begunAt.toISOString()}::timestamptz then ${supplierDifferences.closedAt} end`,
        },
      });
  }
}

async function closeGone(tx: Context, compared: Compared): Promise<Gone[]> {
  const { comparisonId, begunAt, from, until, saleIds, hasTheirs, hasBooks, unanswered } = compared;
  const { kind, reference, saleId, lastComparisonId, lastSeenAt } = supplierDifferences;
  const unansweredOnes = sql`(select jsonb_array_elements_text(${JSON.stringify(unanswered)}::text::jsonb))`;
  const inSpan = or(
    inArray(saleId, [...saleIds]),
    inArray(
      saleId,
      tx.db
        .select({ id: sales.id })
        .from(sales)
        .where(and(gte(sales.createdAt, from), lt(sales.createdAt, until))),
    ),
  );
  return tx.db
    .update(supplierDifferences)
    .set({ closedAt: tx.now() })
    .where(
      and(
        ...[isNull(supplierDifferences.closedAt), ne(lastComparisonId, comparisonId), ne(kind, 'balance')],
        lte(lastSeenAt, begunAt),
        // Of our own books all that waits was looked at again, of any day.
        or(
          inArray(kind, [...ownDifferenceKinds]),
          hasTheirs
            ? and(
                hasBooks ? or(inSpan, eq(kind, 'unknown_here')) : and(inSpan, notInArray(kind, ofWholeBooks)),
                unanswered.length > 0 ? sql`${reference} <> all (array${unansweredOnes})` : undefined,
              )
            : undefined,
        ),
      ),
    )
    .returning({ kind, saleId });
}

/** Refunds that Khalti had not given back when they were compared last, and that comparison `id` did not ask about. */
export function countUnseenRefunds(tx: Context, id: number): Promise<number> {
  const { kind, closedAt, lastComparisonId } = supplierDifferences;
  return tx.db.$count(
    supplierDifferences,
    and(eq(kind, 'refund_not_given'), isNull(closedAt), ne(lastComparisonId, id)),
  );
}

import type { Context } from '@/lib/platform/context/context';
import { meanings } from './book-meanings';
import type { BookComparison } from './compare-books';
import { countOwnSales, findOwnDifferences } from './compare-own-books.sql';

/** A result that its seller has not been shown for this long was lost on the way. */
const onTheWayMs = 60 * 60_000;

/**
 * Our ledger, our sales and the platform's redemptions, held against each other to the paisa; changes nothing. For use cases: it
 * asks for no permission.
 */
export async function compareOwnBooks(
  { db, now }: Context,
  { from, until }: { from: Date; until: Date },
): Promise<BookComparison> {
  const settledBefore = new Date(Math.min(until.getTime(), now().getTime()) - onTheWayMs);
  const [rows, compared] = await Promise.all([
    findOwnDifferences(db, { from, until, settledBefore }),
    countOwnSales(db, { from, until }),
  ]);
  const differences = rows.map(({ sale_id, ours_paisa, theirs_paisa, ...row }) => ({
    ...row,
    ...{ saleId: sale_id, oursPaisa: ours_paisa, theirsPaisa: theirs_paisa, meaning: meanings[row.kind] },
  }));
  return { compared, differences };
}

import { and, asc, eq, gt, gte, inArray, lt, or } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { largestBulk } from '@/lib/adapters/khalti/client';
import type { BookDifferenceKind } from '@/lib/core/entities/book-difference';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { meanings } from './book-meanings';
import { createBookLookUp } from './look-up-books';
import { compareBooksInput, type TheirBook } from './schemas';

export type BookDifference = {
  /** `unanswered`: the two could not be compared. */
  kind: BookDifferenceKind | 'unanswered';
  /** The supplier's reference: not the one that integrators know. */
  reference: string;
  saleId: number | null;
  ours: string;
  theirs: string;
  oursPaisa: number | null;
  theirsPaisa: number | null;
  /** What it means, in words. */
  meaning: string;
};

export type BookComparison = { compared: number; differences: BookDifference[] };

type Compared = { from: Date; until: Date; saleIds: readonly number[] };
type Sale = Pick<typeof sales.$inferSelect, 'id' | 'state' | 'amountPaisa' | 'supplierReference' | 'pinDigest'>;

/**
 * Compares Khalti's books with ours, reference by reference; changes nothing.
 * @throws Forbidden, Conflict `not_connected`; once the signal ends, its reason
 */
export const compareBooks = operation(
  'suppliers.write',
  compareBooksInput,
  async (ctx, { signal, books, ...asked }): Promise<BookComparison> => {
    const known = books && new Map(books.map((book) => [book.reference, book]));
    const left = new Map(known);
    const lookUpBooks = createBookLookUp(ctx);
    const differences: BookDifference[] = [];
    let compared = 0;
    for (let page = await readPage(ctx, asked, 0); page.length > 0; ) {
      signal?.throwIfAborted();
      const theirs = known ?? (await lookUpBooks(page));
      const found = page.flatMap((sale) => {
        const reference = sale.supplierReference ?? '';
        const book = theirs.get(reference) ?? { reference, kind: 'invalid_reference', amountPaisa: null };
        left.delete(reference);
        return findKind(sale, book) ? [{ id: sale.id, book }] : [];
      });
      // Sales get their outcome while Khalti is asked: only what is still different afterwards is.
      const later = await readSales(
        ctx,
        found.map(({ id }) => id),
      );
      for (const { id, book } of found) {
        const sale = later.get(id);
        const kind = sale && findKind(sale, book);
        if (kind) differences.push(differenceOf(kind, sale, book));
      }
      compared += page.length;
      page = await readPage(ctx, asked, page.at(-1)?.id ?? 0);
    }
    return { compared, differences: [...differences, ...(await findUnknownHere(ctx, [...left.values()]))] };
  },
);

function selectSales(ctx: Context) {
  const { id, state, amountPaisa, supplierReference, pinDigest } = sales;
  return ctx.db.select({ id, state, amountPaisa, supplierReference, pinDigest }).from(sales);
}

function readPage(ctx: Context, { from, until, saleIds }: Compared, after: number): Promise<Sale[]> {
  const { id, createdAt, supplier } = sales;
  const isAsked = or(and(gte(createdAt, from), lt(createdAt, until)), inArray(id, [...saleIds]));
  return selectSales(ctx)
    .where(and(eq(supplier, 'khalti'), isAsked, gt(id, after)))
    .orderBy(asc(id))
    .limit(largestBulk);
}

async function readSales(ctx: Context, ids: number[]): Promise<Map<number, Sale>> {
  if (ids.length === 0) return new Map();
  const rows = await selectSales(ctx).where(inArray(sales.id, ids));
  return new Map(rows.map((sale) => [sale.id, sale]));
}

function differenceOf(kind: BookDifference['kind'], sale: Sale | null, book: TheirBook): BookDifference {
  return {
    kind,
    reference: book.reference,
    saleId: sale?.id ?? null,
    ours: sale?.state ?? '-',
    theirs: book.kind,
    oursPaisa: sale?.amountPaisa ?? null,
    theirsPaisa: book.amountPaisa,
    meaning: meanings[kind],
  };
}

/** Why the two do not agree; null when they do. */
function findKind({ state, amountPaisa, pinDigest }: Sale, theirs: TheirBook): BookDifference['kind'] | null {
  // Its purchase is under way: what Khalti says of it holds for an instant. A dead process leaves it unknown within a minute.
  if (state === 'pending') return theirs.kind === 'unanswered' ? 'unanswered' : null;
  const isOpen = state === 'unknown';
  const isPaidHere = state === 'succeeded' || state === 'pin_missing';
  switch (theirs.kind) {
    case 'unanswered':
      return 'unanswered';
    case 'processing':
      return isOpen ? null : 'ended_here';
    case 'succeeded':
      if (state === 'failed') return 'paid_failed_here';
      if (isOpen) return 'paid_open_here';
      if (theirs.amountPaisa !== null && theirs.amountPaisa !== amountPaisa) return 'amount';
      if (state === 'refunded') return (theirs.refundedPaisa ?? 0) >= amountPaisa ? null : 'refund_not_given';
      if ((theirs.refundedPaisa ?? 0) > 0) return 'refund_not_here';
      return state !== 'succeeded' || !theirs.pin || digestsOf(theirs.pin).some((digest) => pinDigest?.equals(digest))
        ? null
        : 'pin';
    case 'failed':
    case 'invalid_reference':
      if (isPaidHere) return 'not_paid';
      return isOpen ? 'ended_there' : null;
  }
}

/** What the supplier booked and no sale here, of any day, has as its reference. */
async function findUnknownHere(ctx: Context, books: TheirBook[]): Promise<BookDifference[]> {
  const unknownHere: BookDifference[] = [];
  for (const book of books) {
    if (book.kind !== 'succeeded' && book.kind !== 'processing') continue;
    if ((await ctx.db.$count(sales, eq(sales.supplierReference, book.reference))) > 0) continue;
    unknownHere.push(differenceOf('unknown_here', null, book));
  }
  return unknownHere;
}

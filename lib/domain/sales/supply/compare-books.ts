import { and, asc, eq, gt, gte, lt } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { findKhaltiClient, largestBulk } from '@/lib/adapters/khalti/client';
import type { BookDifferenceKind } from '@/lib/core/entities/book-difference';
import { Conflict } from '@/lib/core/errors';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { askStatus } from './ask-status';
import { meanings } from './book-meanings';
import { recordCall } from './record-call';
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

type Sale = Pick<typeof sales.$inferSelect, 'id' | 'state' | 'amountPaisa' | 'supplierReference' | 'pinDigest'>;

/** Compares Khalti's books with ours, reference by reference; changes nothing. @throws Forbidden, Conflict `not_connected` */
export const compareBooks = operation(
  'suppliers.write',
  compareBooksInput,
  async (ctx, { from, until, books }): Promise<BookComparison> => {
    const known = books && new Map(books.map((book) => [book.reference, book]));
    const left = new Map(known);
    const differences: BookDifference[] = [];
    let compared = 0;
    for (let page = await readPage(ctx, from, until, 0); page.length > 0; ) {
      const theirs = known ?? (await lookUpBooks(ctx, page));
      for (const sale of page) {
        const reference = sale.supplierReference ?? '';
        const book = theirs.get(reference) ?? { reference, kind: 'invalid_reference', amountPaisa: null };
        const kind = findKind(sale, book);
        left.delete(reference);
        if (kind) differences.push(differenceOf(kind, sale, book));
      }
      compared += page.length;
      page = await readPage(ctx, from, until, page.at(-1)?.id ?? 0);
    }
    return { compared, differences: [...differences, ...(await findUnknownHere(ctx, [...left.values()]))] };
  },
);

function readPage(ctx: Context, from: Date, until: Date, after: number): Promise<Sale[]> {
  const { id, state, amountPaisa, supplierReference, pinDigest, createdAt, supplier } = sales;
  return ctx.db
    .select({ id, state, amountPaisa, supplierReference, pinDigest })
    .from(sales)
    .where(and(eq(supplier, 'khalti'), gte(createdAt, from), lt(createdAt, until), gt(id, after)))
    .orderBy(asc(id))
    .limit(largestBulk);
}

async function lookUpBooks(ctx: Context, page: Sale[]): Promise<Map<string, TheirBook>> {
  const client = findKhaltiClient();
  if (!client)
    throw new Conflict('not_connected', 'Khalti is not connected: KHALTI_BASE_URL and KHALTI_TOKEN are not set.');
  const started = performance.now();
  const outcomes = await client.bulkStatus(page.map(({ supplierReference }) => supplierReference ?? ''));
  const silent = [...outcomes.values()].find((outcome) => outcome.kind === 'unanswered');
  const answer = silent ? { outcome: silent.reason, words: silent.words } : { outcome: 'ok' };
  await recordCall(ctx, { kind: 'bulk_status', tookMs: performance.now() - started, ...answer });
  // Only a look-up of one reference says what was given back.
  for (const { id: saleId, supplierReference } of page.filter(({ state }) => state === 'refunded')) {
    const reference = supplierReference ?? '';
    if (outcomes.get(reference)?.kind !== 'succeeded') continue;
    const asked = await askStatus(ctx, saleId, reference);
    if (asked) outcomes.set(reference, asked);
  }
  return new Map(
    [...outcomes].map(([reference, outcome]) => {
      const { kind } = outcome;
      const { amountPaisa, refundedPaisa } = kind === 'succeeded' ? outcome : { amountPaisa: null, refundedPaisa: 0 };
      return [reference, { reference, kind, amountPaisa, refundedPaisa }];
    }),
  );
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
  const isOpen = state === 'pending' || state === 'unknown';
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

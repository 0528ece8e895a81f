import { and, asc, eq, gt, gte, lt } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { findKhaltiClient, largestBulk } from '@/lib/adapters/khalti/client';
import { Conflict } from '@/lib/core/errors';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { askStatus } from './ask-status';
import { recordCall } from './record-call';
import { compareBooksInput, type TheirBook } from './schemas';

export type BookDifference = {
  /** The supplier's reference: not the one that integrators know. */
  reference: string;
  saleId: number | null;
  ours: string;
  theirs: string;
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
        const meaning = findMeaning(sale, book);
        left.delete(reference);
        if (meaning) differences.push({ reference, saleId: sale.id, ours: sale.state, theirs: book.kind, meaning });
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

/** Why the two do not agree; null when they do. */
function findMeaning({ state, amountPaisa, pinDigest }: Sale, theirs: TheirBook): string | null {
  const isOpen = state === 'pending' || state === 'unknown';
  switch (theirs.kind) {
    case 'unanswered':
      return 'Khalti did not answer: compare again later.';
    case 'processing':
      return isOpen ? null : 'Khalti still works on it, and it has ended here.';
    case 'succeeded':
      if (state === 'failed') return 'Paid there and failed here: the PIN is paid for and was not handed out.';
      if (isOpen) return 'Paid there and still without an outcome here: look it up.';
      if (theirs.amountPaisa !== null && theirs.amountPaisa !== amountPaisa) {
        return 'Paid there at another price than here.';
      }
      if (state === 'refunded') {
        return (theirs.refundedPaisa ?? 0) >= amountPaisa
          ? null
          : 'Refunded here and Success at Khalti, which gave nothing back: claim the money or the PIN.';
      }
      if ((theirs.refundedPaisa ?? 0) > 0)
        return 'Given back there and not refunded here: ask whether the PIN still works.';
      return state !== 'succeeded' || !theirs.pin || pinDigest?.equals(digestCode(theirs.pin))
        ? null
        : 'The PIN here is not the one that Khalti booked: correct it.';
    case 'failed':
    case 'invalid_reference':
      if (state === 'succeeded' || state === 'pin_missing') return 'Sold here and not paid there.';
      return isOpen ? 'Ended there and still without an outcome here: look it up.' : null;
  }
}

/** What the supplier booked and no sale here, of any day, has as its reference. */
async function findUnknownHere(ctx: Context, books: TheirBook[]): Promise<BookDifference[]> {
  const unknownHere: BookDifference[] = [];
  for (const { reference, kind } of books) {
    if (kind !== 'succeeded' && kind !== 'processing') continue;
    if ((await ctx.db.$count(sales, eq(sales.supplierReference, reference))) > 0) continue;
    unknownHere.push({ reference, saleId: null, ours: '-', theirs: kind, meaning: 'Bought there and unknown here.' });
  }
  return unknownHere;
}

import type { sales } from '@/db/schema/sales';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { Conflict } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { askStatus } from './ask-status';
import { recordCall } from './record-call';
import type { TheirBook } from './schemas';

type Sale = Pick<typeof sales.$inferSelect, 'id' | 'state' | 'supplierReference'>;

/** After this many questions in a row without an answer nothing more is asked: each can take a minute, of hundreds. */
const mostInVain = 3;

/**
 * Asks Khalti about pages of sales, at most `largestBulk` in each; what it does not answer, or is not asked any more, is
 * `unanswered`. For use cases: it asks for no permission. @throws Conflict `not_connected`
 */
export function createBookLookUp(ctx: Context): (page: Sale[]) => Promise<Map<string, TheirBook>> {
  let inVain = 0;
  const note = (isAnswered: boolean) => {
    inVain = isAnswered ? 0 : inVain + 1;
  };

  async function askBulk(page: Sale[]): Promise<Map<string, TheirBook>> {
    const client = findKhaltiClient();
    if (!client)
      throw new Conflict('not_connected', 'Khalti is not connected: KHALTI_BASE_URL and KHALTI_TOKEN are not set.');
    if (inVain >= mostInVain)
      return new Map(page.map(referenceOf).map((reference) => [reference, unanswered(reference)]));
    const started = performance.now();
    const outcomes = await client.bulkStatus(page.map(referenceOf));
    const silent = [...outcomes.values()].find((outcome) => outcome.kind === 'unanswered');
    const answer = silent ? { outcome: silent.reason, words: silent.words } : { outcome: 'ok' };
    await recordCall(ctx, { kind: 'bulk_status', tookMs: performance.now() - started, ...answer });
    note([...outcomes.values()].some(({ kind }) => kind !== 'unanswered'));
    return new Map([...outcomes].map(([reference, outcome]) => [reference, bookOf(reference, outcome)]));
  }

  return async (page) => {
    const books = await askBulk(page);
    // Only a look-up of one reference says what was given back.
    for (const sale of page.filter(({ state }) => state === 'refunded')) {
      const reference = referenceOf(sale);
      if (books.get(reference)?.kind !== 'succeeded') continue;
      const outcome = inVain < mostInVain ? await askStatus(ctx, sale.id, reference) : { kind: 'unanswered' as const };
      if (!outcome) continue;
      note(outcome.kind !== 'unanswered');
      books.set(reference, bookOf(reference, outcome));
    }
    return books;
  };
}

const referenceOf = ({ supplierReference }: Sale): string => supplierReference ?? '';

const unanswered = (reference: string): TheirBook => ({ reference, kind: 'unanswered', amountPaisa: null });

type Said = { kind: TheirBook['kind'] } & Partial<Pick<TheirBook, 'amountPaisa' | 'refundedPaisa'>>;

function bookOf(reference: string, { kind, amountPaisa = null, refundedPaisa = 0 }: Said): TheirBook {
  return { reference, kind, amountPaisa, refundedPaisa };
}

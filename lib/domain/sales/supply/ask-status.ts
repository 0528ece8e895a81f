import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { LookupOutcome } from '@/lib/adapters/khalti/outcomes';
import type { Context } from '@/lib/platform/context/context';
import { recordCall } from './record-call';

/**
 * What the supplier says of a sale now; null while it is not connected. Not in a transaction: it waits for the network. For
 * use cases: it asks for no permission.
 */
export async function askStatus(ctx: Context, saleId: number, reference: string): Promise<LookupOutcome | null> {
  const client = findKhaltiClient();
  if (!client) return null;
  const started = performance.now();
  const outcome = await client.status(reference);
  const tookMs = performance.now() - started;
  const answer = outcome.kind === 'unanswered' ? outcome.reason : 'ok';
  await recordCall(ctx, { kind: 'status', saleId, tookMs, words: outcome.words, outcome: answer });
  return outcome;
}

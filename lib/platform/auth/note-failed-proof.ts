import { RateLimited } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { type AttemptLimit, limitAttempts } from './limit-attempts';

/** Somebody who is signed in did not show that it is them, with this. */
export function noteFailedProof(ctx: Context, what: string): void {
  recordSecurityEvent(ctx, { kind: 'second_factor.failed', data: { what } });
}

/** Counts a try to show it, before it is looked at. One that is refused is noted, too. @throws RateLimited */
export async function limitProofs(ctx: Context, attempts: AttemptLimit, what: string): Promise<void> {
  await limitAttempts(ctx.db, ctx.now(), [attempts]).catch((error: unknown) => {
    if (error instanceof RateLimited) noteFailedProof(ctx, what);
    throw error;
  });
}

import { RateLimited, Unauthenticated } from '@/lib/core/errors';
import { type EventSource, recordSecurityEvent } from '@/lib/platform/security/record-event';
import type { SignedIn, SignInSource } from './complete-sign-in';

/** Runs an attempt to sign in and records how it ended. The attempt says in `watched` which account was tried. */
export async function watchSignIn<T extends object>(
  { address, userAgent }: SignInSource,
  now: Date,
  failed: 'sign_in.failed' | 'second_factor.failed',
  attempt: (watched: EventSource) => Promise<T | SignedIn>,
): Promise<T | SignedIn> {
  const watched: EventSource = { actor: null, now: () => now, origin: { address, device: userAgent } };
  try {
    const outcome = await attempt(watched);
    if ('actor' in outcome) recordSecurityEvent({ ...watched, actor: outcome.actor }, { kind: 'sign_in.succeeded' });
    return outcome;
  } catch (error) {
    if (error instanceof RateLimited) recordSecurityEvent(watched, { kind: 'sign_in.locked_out' });
    if (error instanceof Unauthenticated) recordSecurityEvent(watched, { kind: failed });
    throw error;
  }
}

import { type Repeating, repeat } from '@/lib/core/repeat';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { clockIsRight } from '@/lib/platform/health/clock';
import { endAllExpiredHolds } from './expire-holds.sql';

const everyMs = 15_000;

/**
 * Gives back what expired holds took, and says how many they were. Redeeming does not wait for this: it is for lists, stock
 * and counts, which would show them as taken until their coupon is used again.
 */
export const expireHolds = operation(null, noInput, (ctx: Context<SystemActor>): Promise<number> => {
  return endAllExpiredHolds(ctx.db, ctx.now().toISOString());
});

/** Looks for such holds every few seconds until stopped, as long as this process knows the time. */
export function startExpiringHolds(ctx: Context<SystemActor>): Repeating {
  const pass = async () => {
    if (await clockIsRight(ctx.db)) await expireHolds(ctx);
  };
  return repeat(pass, { everyMs, failure: 'expired holds were not given back' });
}

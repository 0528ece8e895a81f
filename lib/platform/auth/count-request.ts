import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Executor } from '@/db/client';
import type { LaneLimits } from './api-key';

export const quotaWindowSeconds = 60;

/** What is left of a key's requests in one lane. */
export type Quota = { lane: keyof LaneLimits; limit: number; remaining: number; resetSeconds: number; isOver: boolean };

/** One for each database of the process; each key and lane has its own window, which begins with a request. */
const counters = new WeakMap<Executor, RateLimiterMemory>();

function counterOf(db: Executor): RateLimiterMemory {
  const known = counters.get(db);
  if (known) return known;
  const made = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: quotaWindowSeconds });
  counters.set(db, made);
  return made;
}

/**
 * Counts a request of a key, in this process alone: see docs/decisions/rate-limits.md. The limit is compared here, as each key
 * has its own.
 */
export async function countRequest(
  db: Executor,
  keyId: number,
  lane: keyof LaneLimits,
  limits: LaneLimits,
): Promise<Quota> {
  const limit = limits[lane];
  const { consumedPoints, msBeforeNext } = await counterOf(db).penalty(`${lane}:${keyId}`);
  return {
    lane,
    limit,
    remaining: Math.max(0, limit - consumedPoints),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
    isOver: consumedPoints > limit,
  };
}

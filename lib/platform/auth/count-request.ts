import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Executor } from '@/db/client';
import { addressBucket } from '@/lib/core/address-bucket';
import type { LaneLimits } from './api-key';

export const quotaWindowSeconds = 60;

/** What is left of a key's requests in one lane, or of one visitor's with a publishable key. */
export type Quota = {
  lane: keyof LaneLimits | 'address';
  limit: number;
  remaining: number;
  resetSeconds: number;
  isOver: boolean;
};

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
  return count(db, { lane, name: `${lane}:${keyId}`, limit: limits[lane] });
}

/** What customers of one household or office type in a minute. */
const visitorPerMinute = 60;

/** Counts a request with a publishable key under its address. Null where nobody vouches for one. */
export async function countVisitor(db: Executor, keyId: number, address: string): Promise<Quota | null> {
  if (address === 'unknown') return null;
  const name = `address:${keyId}:${addressBucket(address)}`;
  return count(db, { lane: 'address', name, limit: visitorPerMinute });
}

type Counted = Pick<Quota, 'lane' | 'limit'> & { name: string };

async function count(db: Executor, { lane, name, limit }: Counted): Promise<Quota> {
  const { consumedPoints, msBeforeNext } = await counterOf(db).penalty(name);
  return {
    lane,
    limit,
    remaining: Math.max(0, limit - consumedPoints),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
    isOver: consumedPoints > limit,
  };
}

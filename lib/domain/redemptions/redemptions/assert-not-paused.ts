import { RateLimited } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import type { Refusal } from './check.sql';

/** @throws RateLimited in the pause after too many wrong codes */
export function assertNotPaused({ now }: Pick<Context, 'now'>, blockedUntil: Refusal['blocked_until']): void {
  if (!blockedUntil) return;
  const pause = new Date(blockedUntil).getTime() - now().getTime();
  throw new RateLimited(Math.max(1, Math.ceil(pause / 1000)));
}

import type { Executor } from '@/db/client';
import { logger } from '@/lib/core/logger';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { Facts } from './check.sql';
import type { RedeemRequest } from './redeem-request';
import { deleteRefusedAttempts, type RefusedAttemptRow, writeRefusedAttempts } from './refused-attempts.sql';
import { rules } from './rules';

/** For so long a refusal is kept. */
export const replayedDays = 30;
export const dayMs = 24 * 60 * 60 * 1000;
const pauseMs = 1000;
/** What comes faster than it is written is left out: a flood of refusals says nothing new. */
const mostWaiting = 500;

type Kept = { rows: RefusedAttemptRow[]; timer: NodeJS.Timeout | undefined };
const perDatabase = new WeakMap<Executor, Kept>();

/**
 * Keeps that the rules of a coupon refused a request, so that a change of the coupon can be tried on it. It returns at once:
 * refusals are written together within a second, and those of a process that is killed are lost. What has no coupon in use, or
 * no user, is not kept. For use cases: it asks for no permission.
 */
export function keepRefusal({ db }: Context, request: RedeemRequest, facts: Facts): void {
  const { coupon_id, code_id, paid } = facts;
  if (coupon_id === null || facts.passed_exists !== true || request.user_ref === '') return;
  const failed = rules.filter((rule) => facts[`passed_${rule}`] === false);
  if (failed.length === 0) return;
  const kept = perDatabase.get(db) ?? { rows: [], timer: undefined };
  perDatabase.set(db, kept);
  if (kept.rows.length >= mostWaiting) return;
  const { at, user_ref, asked } = request;
  kept.rows.push({ coupon_id, code_id, at, user_ref, asked, amount: paid, failed });
  kept.timer ??= setTimeout(() => void flushRefusals(db), pauseMs).unref();
}

/** Resolves when every refusal so far is written. */
export async function flushRefusals(db: Executor): Promise<void> {
  const kept = perDatabase.get(db);
  if (!kept) return;
  clearTimeout(kept.timer);
  kept.timer = undefined;
  const rows = kept.rows.splice(0);
  if (rows.length === 0) return;
  await writeRefusedAttempts(db, rows).catch((error: unknown) => {
    logger.error({ err: error, count: rows.length }, 'refusals were not kept');
  });
}

/** Forgets refusals that are too old to try a change on. */
export async function pruneRefusals(ctx: Context<SystemActor>): Promise<void> {
  await deleteRefusedAttempts(ctx.db, new Date(ctx.now().getTime() - replayedDays * dayMs).toISOString());
}

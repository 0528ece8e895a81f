import { hotReadSql } from '@/db/client';
import { Conflict } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { assertNotPaused } from './assert-not-paused';
import { type Facts, type Refusal, readRefusal } from './check.sql';
import { countGuess } from './count-guess.sql';
import { countUnknownCode } from './count-unknown-code.sql';
import { countUnsoldAttempt } from './count-unsold-attempt';
import { makeHelpUrl } from './help-link';
import { keepRefusal } from './keep-refusal';
import { type Reason, reasonsOf } from './reasons';
import { type Taken, take } from './redeem.sql';
import { makeRequest, type RedeemRequest } from './redeem-request';
import { type Redemption, toRedemption } from './redemption';
import type { RedemptionRow } from './redemption.sql';
import { redeemInput } from './schemas';
import { codeEndOf } from './wording';

/** `replayed`: this idempotency key had made it before, and nothing was done now; it is given as it was then. */
export type Redeemed = Redemption & { replayed: boolean };

const attempts = 5;

/**
 * Redeems an issued code or a public coupon's own code for a user, or holds it. One round trip when it succeeds; a refusal
 * is explained by a second one.
 * @throws Forbidden; Invalid; Conflict with the failed reasons, for an actor that can read redemptions; RateLimited after too many wrong codes.
 */
export const redeem = operation('redemptions.write', redeemInput, async (ctx, input): Promise<Redeemed> => {
  const request = makeRequest(ctx, input);

  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const taken = await take(ctx.db, request);
    if (taken) return { ...toRedemption(rowOf(request, taken)), replayed: false };
    const facts = await readRefusal(hotReadSql(ctx.db), request);
    if (facts.replay) return replayOf(facts.replay);
    const failed = reasonsOf(facts, new Date(request.at), request.integrator_id).filter((reason) => !reason.passed);
    const [first] = failed;
    if (first && !facts.blocked_until) {
      keepRefusal(ctx, request, facts);
      await countUnsoldAttempt(ctx, facts);
    }
    if (first || facts.blocked_until) return refuse(ctx, request, facts, failed);
    // Someone was quicker and then gave it back, or took the last place of this batch and lost it: it is free again.
  }
  throw new Conflict('busy', 'Many others want this coupon right now. Send the same request again.');
});

function rowOf(request: RedeemRequest, taken: Taken): RedemptionRow {
  return {
    ...taken,
    user_ref: request.user_ref,
    state: request.hold_until === null ? 'redeemed' : 'held',
    tvod_price_id: request.tvod_price_id === null ? null : String(request.tvod_price_id),
    renewal: request.renewal,
    subscription_ref: request.subscription_ref,
    created_at: request.at,
    hold_expires_at: request.hold_until,
    confirmed_at: request.hold_until === null ? request.at : null,
    ended_at: null,
    end_reason: null,
  };
}

function replayOf(replay: NonNullable<Refusal['replay']>): Redeemed {
  if (replay.same) return { ...toRedemption(asTaken(replay)), replayed: true };
  throw new Conflict('idempotency_key_reused', 'This Idempotency-Key was used for another request. Take a new one.');
}

/** Without what became of it since: a repeated request gets the first answer. */
function asTaken(row: RedemptionRow): RedemptionRow {
  const isHold = row.hold_expires_at !== null;
  return {
    ...row,
    state: isHold ? 'held' : 'redeemed',
    confirmed_at: isHold ? null : row.created_at,
    ended_at: null,
    end_reason: null,
  };
}

/** An actor without `redemptions.read` learns nothing: unknown, used, deleted and expired codes answer alike. */
async function refuse(ctx: Context, request: RedeemRequest, facts: Facts & Refusal, failed: Reason[]): Promise<never> {
  assertNotPaused(ctx, facts.blocked_until);
  const [first] = failed;
  if (first?.code && can(ctx.actor, 'redemptions.read')) {
    if (facts.coupon_id === null) await countUnknownCode(ctx.db, ctx.now(), request.guess_keys);
    const codes = failed.map(({ code }) => code);
    throw new Conflict(first.code, first.message, {
      reasons: failed,
      valid_until: codeEndOf(facts),
      help_url: makeHelpUrl(codes, ctx.now()),
    });
  }
  await countGuess(ctx.db, ctx.now(), request.guess_keys);
  throw new Conflict('not_redeemable', 'This code cannot be redeemed for this user and purchase.');
}

import { hash } from 'node:crypto';
import type { z } from 'zod';
import { digestCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { type AuditRequest, auditRequest } from '@/lib/platform/audit/insert-audit.sql';
import type { Context } from '@/lib/platform/context/context';
import { guessKeys } from './guess-keys';
import type { checkRedemptionInput, redeemInput } from './schemas';

type Redeem = z.output<typeof redeemInput>;
type Check = z.output<typeof checkRedemptionInput>;

/** One request as the statements take it: plain JSON, without the code in clear. */
export type RedeemRequest = {
  at: string;
  digest: string;
  own: string | null;
  user_ref: string;
  group_ids: number[];
  group_names: string[];
  tvod_price_id: number | null;
  amount: number | null;
  subscription_ref: string | null;
  hold_until: string | null;
  integrator_id: number | null;
  idempotency_key: string | null;
  request_digest: string | null;
  guess_keys: string[];
} & AuditRequest;

const ownCode = /^[a-z0-9_-]{1,64}$/;

export function makeRequest(ctx: Context, input: Redeem | Check): RedeemRequest {
  const now = ctx.now();
  const own = input.code.toLowerCase();
  const holdSeconds = 'hold_seconds' in input ? input.hold_seconds : undefined;
  const keyed = ctx.actor.kind === 'key' && 'idempotencyKey' in input ? input.idempotencyKey : undefined;
  return {
    at: now.toISOString(),
    digest: digestCode(input.code).toString('hex'),
    own: ownCode.test(own) ? own : null,
    user_ref: input.user.id,
    ...splitGroups(input.user.groups),
    tvod_price_id: input.tvod_price_id ?? null,
    amount: input.amount ?? null,
    subscription_ref: input.subscription_id ?? null,
    hold_until: holdSeconds === undefined ? null : new Date(now.getTime() + holdSeconds * 1000).toISOString(),
    integrator_id: ctx.actor.kind === 'key' ? ctx.actor.integratorId : null,
    idempotency_key: keyed ?? null,
    request_digest: keyed === undefined ? null : digestRequest(input),
    guess_keys: guessKeys(ctx.actor, 'address' in input ? input.address : undefined),
    ...auditRequest(ctx),
  };
}

/** A number or `3-premium` is an id; any text is also tried as a name. */
function splitGroups(groups: (number | string)[]): { group_ids: number[]; group_names: string[] } {
  const ids = groups.flatMap((group) => {
    if (typeof group === 'number') return [group];
    const leading = /^(\d{1,15})(-.*)?$/.exec(group)?.[1];
    return leading === undefined ? [] : [Number(leading)];
  });
  return { group_ids: ids, group_names: groups.filter((group) => typeof group === 'string') };
}

/** What "the same body" means. The code goes in under its keyed digest, so that the row does not give it away. */
function digestRequest(input: Redeem | Check): string {
  const parts = [
    digestCode(input.code).toString('hex'),
    input.user.id,
    input.user.groups,
    input.tvod_price_id ?? null,
    input.subscription_id ?? null,
    'hold_seconds' in input ? (input.hold_seconds ?? null) : null,
    // Only when given, so that bodies of before there were amounts still read the same.
    ...(input.amount === undefined ? [] : [input.amount]),
  ];
  return hash('sha256', JSON.stringify(parts));
}

import { hash } from 'node:crypto';
import type { z } from 'zod';
import { normalizeName } from '@/lib/core/normalize-text';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { type AuditRequest, auditRequest } from '@/lib/platform/audit/insert-audit.sql';
import type { Context } from '@/lib/platform/context/context';
import { type Asked, askedOf } from './asked';
import { guessKeys } from './guess-keys';
import type { checkRedemptionInput, qualifyInput, redeemInput } from './schemas';

type Redeem = z.output<typeof redeemInput>;
type Check = z.output<typeof checkRedemptionInput>;
type Qualify = z.output<typeof qualifyInput>;

/** One request as the statements take it: plain JSON, without the code in clear. */
export type RedeemRequest = {
  at: string;
  /** Every digest that the code can be found by, as `bytea` is written. */
  digests: string[];
  own: string | null;
  user_ref: string;
  group_ids: number[];
  group_names: string[];
  user_status: string | null;
  plan_id: number | null;
  plan_name: string | null;
  /** Nothing says what is bought, so that the user's groups count as the plans. */
  plan_by_groups: boolean;
  tvod_price_id: number | null;
  amount: number | null;
  renewal: boolean | null;
  subscription_ref: string | null;
  hold_until: string | null;
  integrator_id: number | null;
  idempotency_key: string | null;
  /** Of the whole request, the active digest key's first. */
  request_digests: string[] | null;
  /** What is kept of it for a replay. */
  asked: Asked | null;
  guess_keys: string[];
} & AuditRequest;

const ownCode = /^[a-z0-9_-]{1,64}$/;

export function makeRequest(ctx: Context, input: Redeem | Check): RedeemRequest {
  const now = ctx.now();
  const own = input.code.toLowerCase();
  const holdSeconds = 'hold_seconds' in input ? input.hold_seconds : undefined;
  const digests = digestsOf(input.code);
  const bought = userAndPurchase(input);
  const keyed = ctx.actor.kind === 'key' && 'idempotencyKey' in input ? input.idempotencyKey : undefined;
  return {
    at: now.toISOString(),
    digests: digests.map(byteaText),
    own: ownCode.test(own) ? own : null,
    ...bought,
    asked: askedOf(bought),
    hold_until: holdSeconds === undefined ? null : new Date(now.getTime() + holdSeconds * 1000).toISOString(),
    integrator_id: ctx.actor.kind === 'key' ? ctx.actor.integratorId : null,
    idempotency_key: keyed ?? null,
    request_digests: keyed === undefined ? null : digests.map((digest) => digestRequest(input, digest)),
    guess_keys: guessKeys(ctx.actor, 'address' in input ? input.address : undefined),
    ...auditRequest(ctx),
  };
}

/** Who buys what, as the statements take it. */
export function userAndPurchase(input: Qualify | Redeem | Check) {
  return {
    user_ref: input.user.id,
    ...splitGroups(input.user.groups),
    user_status: input.user.status ?? null,
    ...purchaseOf(input),
  };
}

/**
 * What is bought, under its names or those of before. A request that says nothing of it, as those of before could not,
 * names the plans by the user's groups: they are the platform's plans.
 */
function purchaseOf({ purchase, ...rest }: Qualify | Redeem | Check) {
  const flat: Partial<Redeem> = rest;
  const plan = purchase?.plan;
  const tvodPrice = purchase?.tvod_price ?? flat.tvod_price_id;
  return {
    plan_id: plan === undefined ? null : (idOf(plan) ?? null),
    plan_name: typeof plan === 'string' ? normalizeName(plan) : null,
    plan_by_groups: purchase === undefined && tvodPrice === undefined,
    tvod_price_id: tvodPrice ?? null,
    amount: purchase?.amount ?? flat.amount ?? null,
    renewal: purchase?.renewal ?? null,
    subscription_ref: purchase?.reference ?? flat.subscription_id ?? null,
  };
}

/** A number or `3-premium` is an id; any text is also tried as a name. */
function splitGroups(groups: (number | string)[]): { group_ids: number[]; group_names: string[] } {
  return {
    group_ids: groups.flatMap((group) => idOf(group) ?? []),
    group_names: groups.flatMap((group) => (typeof group === 'string' ? normalizeName(group) : [])),
  };
}

function idOf(given: number | string): number | undefined {
  if (typeof given === 'number') return given;
  const leading = /^(\d{1,15})(-.*)?$/.exec(given)?.[1];
  return leading === undefined ? undefined : Number(leading);
}

/** What "the same body" means. The code goes in under its keyed digest, so that the row does not give it away. */
function digestRequest(input: Redeem | Check, digest: Buffer): string {
  const { plan_id, plan_name, tvod_price_id, amount, renewal, subscription_ref } = purchaseOf(input);
  const parts = [
    digest.toString('hex'),
    input.user.id,
    input.user.groups,
    tvod_price_id,
    subscription_ref,
    'hold_seconds' in input ? (input.hold_seconds ?? null) : null,
    // Only when given, so that bodies of before there were these still read the same.
    ...(amount === null ? [] : [amount]),
    ...(input.user.status === undefined ? [] : [{ status: input.user.status }]),
    ...(plan_id === null && plan_name === null ? [] : [{ plan: plan_name ?? plan_id }]),
    ...(renewal === null ? [] : [{ renewal }]),
  ];
  return byteaText(hash('sha256', JSON.stringify(parts), 'buffer'));
}

const byteaText = (bytes: Buffer) => `\\x${bytes.toString('hex')}`;

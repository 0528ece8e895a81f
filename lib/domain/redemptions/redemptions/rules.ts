import { formatInstant } from '@/lib/core/time';
import type { Facts } from './read-facts';

export const rules = [
  'exists',
  'status',
  'released',
  'not_expired',
  'security',
  'code_state',
  'limit',
  'unique_user',
  'user_group',
  'tvod_price',
] as const;
export type Rule = (typeof rules)[number];

type Value = string | number | boolean | null | string[];

export type Reason = {
  rule: Rule;
  passed: boolean;
  expected: Value;
  actual: Value;
  /** One plain sentence for a person. */
  message: string;
  /** Stable, for programs, and what a refusal is named after; null when the rule passed. */
  code: string | null;
};

type Verdict = Omit<Reason, 'rule' | 'code'> & { code: string };

/**
 * Judges a request by its facts: every rule, not only the first that fails. Without a coupon there is nothing further to
 * evaluateRules. `redeem-statement.ts` applies the same rules; what passes here is what it takes.
 */
export function evaluateRules(facts: Facts, now: Date): Reason[] {
  const known = exists(facts, now);
  if (facts.coupon_id === null) return [toReason('exists', known)];
  return rules.map((rule) => toReason(rule, rule === 'exists' ? known : evaluators[rule](facts, now)));
}

function toReason(rule: Rule, { code, ...verdict }: Verdict): Reason {
  return { rule, ...verdict, code: verdict.passed ? null : code };
}

const evaluators: Record<Exclude<Rule, 'exists'>, (facts: Facts, now: Date) => Verdict> = {
  status: (facts) => ({
    passed: facts.status === 'available',
    expected: 'available',
    actual: facts.status,
    code: 'coupon_unavailable',
    message: facts.status === 'available' ? 'The coupon is switched on.' : 'The coupon is switched off.',
  }),
  released: (facts, now) => {
    const at = date(facts.release_at);
    const passed = at === null || at <= now;
    const open =
      at === null ? 'The coupon has no release date.' : `The coupon can be redeemed since ${say(facts, at)}.`;
    return {
      passed,
      expected: at?.toISOString() ?? null,
      actual: now.toISOString(),
      code: 'coupon_not_released',
      message: passed || at === null ? open : `The coupon can be redeemed from ${say(facts, at)} on.`,
    };
  },
  not_expired: (facts, now) => {
    const at = date(facts.expires_at);
    const passed = at === null || now < at;
    const open =
      at === null ? 'The coupon does not expire.' : `The coupon can be redeemed until ${say(facts, at, true)}.`;
    return {
      passed,
      expected: at?.toISOString() ?? null,
      actual: now.toISOString(),
      code: 'coupon_expired',
      message: passed || at === null ? open : `The coupon expired on ${say(facts, at, true)}.`,
    };
  },
  security: (facts) => {
    const issued = facts.code_id !== null;
    const passed = issued || facts.security === 'public';
    return {
      passed,
      expected: facts.security === 'public' ? ['own code', 'issued code'] : ['issued code'],
      actual: issued ? 'issued code' : 'own code',
      code: 'issued_code_needed',
      message: passed
        ? `${issued ? 'An issued code' : "The coupon's own code"} may be used.`
        : "This coupon's own code cannot be redeemed, only the codes issued for it.",
    };
  },
  code_state: codeState,
  limit: (facts) => {
    const taken = Number(facts.taken ?? 0);
    const limit = facts.max_redemptions;
    const passed = limit === null || taken < limit;
    return {
      passed,
      expected: limit,
      actual: taken,
      code: 'limit_reached',
      message:
        limit === null
          ? 'The coupon has no limit.'
          : passed
            ? `The coupon was used ${taken} of ${limit} times.`
            : `The coupon was used as often as it may be: ${limit} ${limit === 1 ? 'time' : 'times'}.`,
    };
  },
  unique_user: (facts) => {
    const passed = facts.earlier === null;
    return {
      passed,
      expected: facts.unique_redemption ? 'once per user' : 'any number per user',
      actual: facts.earlier ? `redemption ${facts.earlier.id}` : null,
      code: 'user_already_redeemed',
      message: facts.earlier
        ? `This user redeemed this coupon on ${say(facts, new Date(facts.earlier.created_at))}, and each user may once.`
        : facts.unique_redemption
          ? 'This user has not redeemed this coupon yet.'
          : 'A user may redeem this coupon more than once.',
    };
  },
  user_group: (facts) => {
    const linked = Number(facts.group_count ?? 0);
    const passed = linked === 0 || facts.group_matched === true;
    const names = list(facts.group_names, linked);
    return {
      passed,
      expected: facts.group_names ?? [],
      actual: linked === 0 ? null : facts.group_matched === true,
      code: 'user_group_not_eligible',
      message:
        linked === 0
          ? 'The coupon is for any user.'
          : passed
            ? `The user is in a group that the coupon is for: ${names}.`
            : `The coupon is only for users in ${names}.`,
    };
  },
  tvod_price: (facts) => tvodPrice(facts),
};

function exists(facts: Facts, now: Date): Verdict {
  const deleted = date(facts.deleted_at);
  const passed = facts.coupon_id !== null && deleted === null;
  const what =
    facts.code_id === null ? `The coupon ${facts.coupon_code}` : `This is a code of ${facts.coupon_code}, which`;
  return {
    passed,
    expected: 'a coupon or an issued code',
    actual: facts.coupon_id === null ? null : deleted === null ? facts.coupon_code : 'deleted',
    code: facts.coupon_id === null ? 'code_unknown' : 'coupon_deleted',
    message: passed
      ? facts.code_id === null
        ? `This is the own code of the coupon ${facts.coupon_code}.`
        : `This is an issued code of the coupon ${facts.coupon_code}.`
      : facts.coupon_id === null
        ? 'No coupon and no issued code reads like this.'
        : `${what} was deleted on ${say(facts, deleted ?? now)}.`,
  };
}

function codeState(facts: Facts, now: Date): Verdict {
  const base = { expected: ['available', 'sold'], code: 'code_already_redeemed' };
  const sold = date(facts.code_sold_at);
  if (facts.code_id === null) {
    return { ...base, passed: true, actual: null, message: "A coupon's own code has no state of its own." };
  }
  if (facts.code_status === 'deleted') {
    const at = date(facts.code_deleted_at);
    const message = `This code was deleted${at ? ` on ${say(facts, at)}` : ''}.`;
    return { ...base, passed: false, actual: 'deleted', code: 'code_deleted', message };
  }
  const { holder } = facts;
  const heldUntil = holder?.state === 'held' ? date(holder.hold_expires_at) : null;
  const lapsed = heldUntil !== null && heldUntil <= now;
  if (holder && heldUntil && !lapsed) {
    const message = `User ${holder.user_ref} holds this code until ${say(facts, heldUntil)}.`;
    return { ...base, passed: false, actual: 'held', code: 'code_on_hold', message };
  }
  if (holder && !lapsed) {
    const message = `This code was used on ${say(facts, new Date(holder.created_at))} by user ${holder.user_ref}.`;
    return { ...base, passed: false, actual: 'redeemed', message };
  }
  if (facts.code_status === 'redeemed' && !lapsed) {
    return { ...base, passed: false, actual: 'redeemed', message: 'This code was used.' };
  }
  const message = sold ? `This code was sold on ${say(facts, sold)} and not used yet.` : 'This code was not used yet.';
  return { ...base, passed: true, actual: sold ? 'sold' : 'available', message };
}

function tvodPrice(facts: Facts): Verdict {
  const linked = Number(facts.price_count ?? 0);
  const names = list(facts.price_names, linked);
  const expected = facts.price_names ?? [];
  const actual = facts.price?.name ?? null;
  const base = { expected, actual, code: 'tvod_price_not_eligible' };
  if (facts.price_asked && !facts.price) {
    return { ...base, passed: false, code: 'tvod_price_unknown', message: 'There is no such TVOD price.' };
  }
  if (linked === 0) return { ...base, passed: true, message: 'The coupon is for subscriptions and every TVOD price.' };
  if (facts.price_matched) return { ...base, passed: true, message: `The coupon is for ${actual}.` };
  return { ...base, passed: false, message: `The coupon is only for ${names}.` };
}

function date(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}

const said = new Map<string, string>();

/** Formatting an instant takes longer than all the rules, and a coupon's dates are said with each check of it. */
function say({ time_zone: timeZone }: Facts, at: Date, end = false): string {
  const key = `${at.getTime()} ${end} ${timeZone}`;
  const known = said.get(key);
  if (known) return known;
  const text = formatInstant(at, { zone: true, end, ...(timeZone ? { timeZone } : {}) });
  if (said.size >= 1000) said.clear();
  said.set(key, text);
  return text;
}

function list(names: string[] | null, count: number): string {
  const shown = names ?? [];
  const more = count - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

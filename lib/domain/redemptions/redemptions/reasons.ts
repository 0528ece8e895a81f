import { formatInstant } from '@/lib/core/time';
import type { Facts } from './check.sql';
import { type Rule, rules } from './rules';

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

/** `code` is the one of a failure. */
type Wording = Pick<Reason, 'expected' | 'actual' | 'message'> & { code: string };

/** What the wording of one rule is made from; `passed` is the database's answer. */
type Given = { facts: Facts; now: Date; passed: boolean; owner: number | null };

/**
 * Puts into words what the database says of every rule, not only of the first that fails. Without a coupon there is only
 * `exists` to speak of. An `owner` is an integrator that the reasons are for: what belongs to another one's redemption is
 * left out of them.
 */
export function reasonsOf(facts: Facts, now: Date, owner: number | null): Reason[] {
  return (facts.coupon_id === null ? (['exists'] as const) : rules).map((rule) => {
    const passed = facts[`passed_${rule}`] === true;
    const { expected, actual, message, code } = wordings[rule]({ facts, now, passed, owner });
    return { rule, passed, expected, actual, message, code: passed ? null : code };
  });
}

const wordings: Record<Rule, (given: Given) => Wording> = {
  exists,
  status: ({ facts, passed }) => ({
    expected: 'available',
    actual: facts.status,
    code: 'coupon_unavailable',
    message: passed ? 'The coupon is switched on.' : 'The coupon is switched off.',
  }),
  released: ({ facts, now, passed }) => {
    const at = date(facts.release_at);
    const open =
      at === null ? 'The coupon has no release date.' : `The coupon can be redeemed since ${say(facts, at)}.`;
    return {
      expected: at?.toISOString() ?? null,
      actual: now.toISOString(),
      code: 'coupon_not_released',
      message: passed || at === null ? open : `The coupon can be redeemed from ${say(facts, at)} on.`,
    };
  },
  not_expired: ({ facts, now, passed }) => {
    const at = date(facts.expires_at);
    const open =
      at === null ? 'The coupon does not expire.' : `The coupon can be redeemed until ${say(facts, at, true)}.`;
    return {
      expected: at?.toISOString() ?? null,
      actual: now.toISOString(),
      code: 'coupon_expired',
      message: passed || at === null ? open : `The coupon expired on ${say(facts, at, true)}.`,
    };
  },
  security: ({ facts, passed }) => {
    const issued = facts.code_id !== null;
    return {
      expected: facts.security === 'public' ? ['own code', 'issued code'] : ['issued code'],
      actual: issued ? 'issued code' : 'own code',
      code: 'issued_code_needed',
      message: passed
        ? `${issued ? 'An issued code' : "The coupon's own code"} may be used.`
        : "This coupon's own code cannot be redeemed, only the codes issued for it.",
    };
  },
  code_state: ({ facts, passed, owner }) => {
    const base = { expected: ['available', 'sold'], code: 'code_already_redeemed' };
    return passed ? { ...base, ...usableCode(facts) } : { ...base, ...usedCode(facts, owner) };
  },
  limit: ({ facts, passed }) => {
    const taken = Number(facts.taken ?? 0);
    const limit = facts.max_redemptions;
    return {
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
  unique_user: ({ facts, owner }) => ({
    expected: facts.unique_redemption ? 'once per user' : 'any number per user',
    actual: facts.earlier
      ? isShown(facts.earlier, owner)
        ? `redemption ${facts.earlier.id}`
        : 'redeemed before'
      : null,
    code: 'user_already_redeemed',
    message: facts.earlier
      ? `This user redeemed this coupon on ${say(facts, new Date(facts.earlier.created_at))}, and each user may once.`
      : facts.unique_redemption
        ? 'This user has not redeemed this coupon yet.'
        : 'A user may redeem this coupon more than once.',
  }),
  user_group: ({ facts, passed }) => {
    const linked = Number(facts.group_count ?? 0);
    const names = list(facts.group_names, linked);
    return {
      expected: facts.group_names ?? [],
      actual: linked === 0 ? null : passed,
      code: 'user_group_not_eligible',
      message:
        linked === 0
          ? 'The coupon is for any user.'
          : passed
            ? `The user is in a group that the coupon is for: ${names}.`
            : `The coupon is only for users in ${names}.`,
    };
  },
  tvod_price: ({ facts, passed }) => {
    const linked = Number(facts.price_count ?? 0);
    const actual = facts.price?.name ?? null;
    const isUnknown = facts.price_asked && !facts.price;
    return {
      expected: facts.price_names ?? [],
      actual,
      code: isUnknown ? 'tvod_price_unknown' : 'tvod_price_not_eligible',
      message: isUnknown
        ? 'There is no such TVOD price.'
        : linked === 0
          ? 'The coupon is for subscriptions and every TVOD price.'
          : passed
            ? `The coupon is for ${actual}.`
            : `The coupon is only for ${list(facts.price_names, linked)}.`,
    };
  },
};

function exists({ facts, now, passed }: Given): Wording {
  const { coupon_id, coupon_code, code_id, deleted_at } = facts;
  const expected = 'a coupon or an issued code';
  if (coupon_id === null) {
    return { expected, actual: null, code: 'code_unknown', message: 'No coupon and no issued code reads like this.' };
  }
  const code = 'coupon_deleted';
  if (passed) {
    const what = code_id === null ? 'the own code' : 'an issued code';
    return { expected, actual: coupon_code, code, message: `This is ${what} of the coupon ${coupon_code}.` };
  }
  const what = code_id === null ? `The coupon ${coupon_code}` : `This is a code of ${coupon_code}, which`;
  const message = `${what} was deleted on ${say(facts, date(deleted_at) ?? now)}.`;
  return { expected, actual: 'deleted', code, message };
}

type StateWording = Pick<Wording, 'actual' | 'message'> & { code?: string };

function usableCode(facts: Facts): StateWording {
  if (facts.code_id === null) return { actual: null, message: "A coupon's own code has no state of its own." };
  const sold = date(facts.code_sold_at);
  return sold
    ? { actual: 'sold', message: `This code was sold on ${say(facts, sold)} and not used yet.` }
    : { actual: 'available', message: 'This code was not used yet.' };
}

/** Of another integrator's redemption only the desk is told whose it is. */
const isShown = ({ integrator_id }: { integrator_id: number | string | null }, owner: number | null) =>
  owner === null || Number(integrator_id) === owner;

function usedCode(facts: Facts, owner: number | null): StateWording {
  const { holder } = facts;
  if (facts.code_status === 'deleted') {
    const at = date(facts.code_deleted_at);
    const message = `This code was deleted${at ? ` on ${say(facts, at)}` : ''}.`;
    return { actual: 'deleted', code: 'code_deleted', message };
  }
  if (holder?.state === 'held' && holder.hold_expires_at !== null) {
    const until = say(facts, new Date(holder.hold_expires_at));
    const message = isShown(holder, owner)
      ? `User ${holder.user_ref} holds this code until ${until}.`
      : `Somebody else holds this code until ${until}.`;
    return { actual: 'held', code: 'code_on_hold', message };
  }
  const by = holder && isShown(holder, owner) ? ` by user ${holder.user_ref}` : '';
  const message = holder
    ? `This code was used on ${say(facts, new Date(holder.created_at))}${by}.`
    : 'This code was used.';
  return { actual: 'redeemed', message };
}

function date(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}

const written = new Map<string, string>();

/** Formatting an instant takes longer than all the rules, and a coupon's dates are written with each check of it. */
function say({ time_zone: timeZone }: Facts, at: Date, end = false): string {
  const key = `${at.getTime()} ${end} ${timeZone}`;
  const known = written.get(key);
  if (known) return known;
  const text = formatInstant(at, { zone: true, end, ...(timeZone ? { timeZone } : {}) });
  if (written.size >= 1000) written.clear();
  written.set(key, text);
  return text;
}

function list(names: string[] | null, count: number): string {
  const shown = names ?? [];
  const more = count - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

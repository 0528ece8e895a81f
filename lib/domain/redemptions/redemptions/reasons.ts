import type { Facts } from './check.sql';
import { codeReasons } from './code-reasons';
import { purchaseReasons } from './purchase-reasons';
import { type Rule, rules } from './rules';
import { date, say, type Word, type Wording } from './wording';

export type Reason = Omit<Wording, 'code'> & {
  rule: Rule;
  passed: boolean;
  /** Stable, for programs, and what a refusal is named after; null when the rule passed. */
  code: string | null;
};

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

const wordings: Record<Rule, Word> = {
  ...codeReasons,
  ...purchaseReasons,
  status: ({ facts, passed }) => {
    const paused = date(facts.paused_at);
    const isFull = !passed && facts.status === 'available';
    return {
      expected: 'available',
      actual: paused || isFull ? 'paused' : facts.status,
      code: paused || isFull ? 'coupon_paused' : 'coupon_unavailable',
      message: passed
        ? 'The coupon is switched on.'
        : paused
          ? `The coupon is paused since ${say(facts, paused)}: it was redeemed too often within an hour.`
          : isFull
            ? `The coupon was redeemed ${facts.recent} times within the last hour, and it allows ${facts.hour_limit}.`
            : 'The coupon is switched off.',
    };
  },
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
            : `The coupon has reached its limit of ${limit} ${limit === 1 ? 'redemption' : 'redemptions'}.`,
    };
  },
};

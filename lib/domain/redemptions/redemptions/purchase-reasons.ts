import type { Facts } from './check.sql';
import type { Rule } from './rules';
import { isShown, list, money, say, type Word } from './wording';

const ofStatus = {
  new: 'new customers',
  active: 'current customers',
  lapsed: 'customers who left',
} as const;

/** What the rules about the user and about what is bought say. */
export const purchaseReasons = {
  unique_user: ({ facts, owner }) => {
    const limit = facts.redemptions_per_user;
    const { earlier } = facts;
    const often = limit === 1 ? 'once' : `${limit} times`;
    return {
      expected: limit === null ? 'any number per user' : `${often} per user`,
      actual: earlier ? (isShown(earlier, owner) ? `redemption ${earlier.id}` : 'redeemed before') : null,
      code: limit === 1 ? 'user_already_redeemed' : 'user_limit_reached',
      message: earlier
        ? `This user redeemed this coupon ${limit === 1 ? 'on' : `${facts.user_count} times, last on`} ${say(
            facts,
            new Date(earlier.created_at),
          )}, and each user may ${often}.`
        : limit === 1
          ? 'This user has not redeemed this coupon yet.'
          : limit === null
            ? 'A user may redeem this coupon any number of times.'
            : `This user has not redeemed this coupon ${limit} times yet.`,
    };
  },
  audience: ({ facts, passed }) => {
    const audience = facts.audience ?? 'everyone';
    if (audience === 'everyone') {
      return { expected: audience, actual: null, code: 'not_for_user', message: 'The coupon is for everyone.' };
    }
    if (audience === 'members') {
      const names = facts.member_names ?? [];
      const message = `${passed ? 'The user is in a group that the coupon is for' : 'The coupon is only for members of'}${
        passed ? ': ' : ' '
      }${list(names, names.length)}.`;
      return { expected: names, actual: passed, code: 'user_not_member', message };
    }
    const status = facts.user_status;
    const only = `The coupon is only for ${ofStatus[audience]}`;
    return {
      expected: audience,
      actual: status,
      code: status === null ? 'user_status_needed' : 'user_status_not_eligible',
      message: passed
        ? `The coupon is for ${ofStatus[audience]}, and the user is one.`
        : status === null
          ? `${only}, and the request does not say what the user is (user.status).`
          : `${only}, and the user is ${status}.`,
    };
  },
  purchase: ({ facts, passed }) => {
    const names = [...(facts.plan_names ?? []), ...(facts.price_names ?? [])];
    const linked = Number(facts.plan_count ?? 0) + Number(facts.price_count ?? 0);
    const covered = list(names, linked);
    const bought = boughtName(facts);
    const rest = { expected: names, actual: bought };
    if (facts.price_asked && !facts.price) {
      return { ...rest, code: 'tvod_price_unknown', message: 'There is no such TVOD price.' };
    }
    if (linked === 0) {
      return { ...rest, code: 'purchase_not_covered', message: 'The coupon is for every plan and every TVOD price.' };
    }
    if (passed) {
      return { ...rest, code: 'purchase_not_covered', message: `The coupon is for ${bought ?? covered}.` };
    }
    return bought === null
      ? {
          ...rest,
          code: 'purchase_needed',
          message: `The coupon is only for ${covered}, and the request does not say what is bought (purchase).`,
        }
      : {
          ...rest,
          code: 'purchase_not_covered',
          message: `The coupon is only for ${covered}, and this is a purchase of ${bought}.`,
        };
  },
  minimum_amount: ({ facts, passed }) => {
    const paid = facts.paid === null ? null : Number(facts.paid);
    const minimum = facts.minimum_amount === null ? null : Number(facts.minimum_amount);
    const rest = { expected: minimum, actual: paid, code: paid === null ? 'amount_needed' : 'amount_too_small' };
    // Most coupons: nothing is formatted for them.
    if (minimum === null) return { ...rest, message: 'The coupon is for a purchase of any amount.' };
    const from = `The coupon is for purchases of ${money(minimum)} or more`;
    return {
      ...rest,
      message: passed
        ? `${from}.`
        : paid === null
          ? `${from}, and the request does not say the amount (purchase.amount).`
          : `${from}, and this one is ${money(paid)}.`,
    };
  },
  budget: ({ facts, passed }) => {
    const budget = facts.budget === null ? null : Number(facts.budget);
    const left = budget === null ? null : budget - Number(facts.spent ?? 0);
    const off = facts.off === null ? null : Number(facts.off);
    const rest = { expected: budget, actual: left };
    if (budget === null) return { ...rest, code: 'budget_spent', message: 'The coupon has no budget.' };
    const ofAll = `Of the budget of ${money(budget)} ${money(left)} is left`;
    if (passed) return { ...rest, code: 'budget_spent', message: `${ofAll}.` };
    return off === null
      ? {
          ...rest,
          code: 'amount_needed',
          message: `The coupon has a budget, and the request does not say the amount (purchase.amount).`,
        }
      : { ...rest, code: 'budget_spent', message: `${ofAll}, and ${money(off)} would come off.` };
  },
} satisfies Partial<Record<Rule, Word>>;

/** What is bought by its own name where we know it, else as it was given. */
export function boughtName({ plan, plan_asked, price }: Facts): string | null {
  return price?.name ?? plan?.name ?? plan_asked;
}

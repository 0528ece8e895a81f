import type { Facts } from './check.sql';
import type { Rule } from './rules';
import { date, type Given, isShown, say, type Word, type Wording } from './wording';

/** What the rules about the code say, as it was typed and as it was issued. */
export const codeReasons = {
  exists,
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
  code_batch: ({ facts, passed }) => ({
    expected: 'in use',
    actual: passed ? 'in use' : 'paused',
    code: 'batch_paused',
    message: passed
      ? facts.code_id === null
        ? "A coupon's own code is in no batch."
        : 'The codes issued with this one are in use.'
      : 'All codes issued with this one are paused.',
  }),
  code_sold: ({ facts, passed }) => ({
    expected: facts.requires_sale ? 'sold' : null,
    actual: facts.code_sold_at === null ? 'not sold' : 'sold',
    code: 'code_not_sold',
    message: passed
      ? facts.requires_sale && facts.code_id !== null
        ? 'This code was sold.'
        : 'The code works without a sale.'
      : 'This code was not sold yet. It works from its sale on.',
  }),
  code_valid: ({ facts, now, passed }) => {
    const end = date(facts.code_valid_until);
    return {
      expected: end?.toISOString() ?? null,
      actual: now.toISOString(),
      code: 'code_expired',
      message:
        end === null
          ? 'The code has no end of its own.'
          : `This code ${passed ? 'is' : 'was'} valid until ${say(facts, end, true)}.`,
    };
  },
} satisfies Partial<Record<Rule, Word>>;

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

function usedCode(facts: Facts, owner: number | null): StateWording {
  const { holder } = facts;
  if (facts.code_status === 'deleted') {
    const at = date(facts.code_deleted_at);
    const message = `This code was deleted${at ? ` on ${say(facts, at)}` : ''}.`;
    return { actual: 'deleted', code: 'code_deleted', message };
  }
  if (facts.code_status === 'voided') {
    const at = date(facts.code_voided_at);
    const message = `The sale of this code was undone${at ? ` on ${say(facts, at)}` : ''}. It can no longer be used.`;
    return { actual: 'voided', code: 'code_voided', message };
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

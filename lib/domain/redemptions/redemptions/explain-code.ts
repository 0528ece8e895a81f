import { rawSql } from '@/db/client';
import { type TypedShape, typedShape } from '@/lib/domain/coupons/codes/typed-shape';
import { operation } from '@/lib/platform/context/operation';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import { type Facts, readOpenFacts } from './check.sql';
import { type CheckedDiscount, discountOf } from './checked-discount';
import {
  type CodeTrace,
  findCodeTrace,
  findSaleOfCode,
  findSaleOfPin,
  nameGroups,
  type SaleTrace,
} from './find-code-traces';
import { type Reason, reasonsOf } from './reasons';
import { makeRequest } from './redeem-request';
import type { Rule } from './rules';
import { explainCodeInput } from './schemas';

/** `not_asked`: the answer depends on something about the purchase that was not given. */
export type ExplainedRule = Omit<Reason, 'passed'> & {
  answer: 'passed' | 'failed' | 'not_asked';
  /** The instant the rule speaks of: the release, the end, the use that is in the way. */
  at: string | null;
  /** The redemption that is in the way. */
  redemptionId: number | null;
};

export type Explanation = {
  /** `open`: nothing is in the way of what was given. `supplier_pin`: not a code of ours, and sold by us all the same. */
  result: 'works' | 'open' | 'fails' | 'unknown' | 'supplier_pin';
  shape: TypedShape;
  coupon: { id: number; code: string; isDeleted: boolean } | null;
  discount: CheckedDiscount | null;
  code: CodeTrace | null;
  sale: SaleTrace | null;
  rules: ExplainedRule[];
};

/**
 * Why a code does or does not work, by the rules of `check`, each with what it asks for and what it found. Takes nothing,
 * gives no more of the code than its last four, and does not count as guessing. @throws Forbidden, Invalid
 */
export const explainCode = operation(
  'redemptions.explain',
  explainCodeInput,
  async (ctx, input): Promise<Explanation> => {
    const { typed, userRef, userStatus, groupIds, planId, tvodPriceId, amount } = input;
    const now = ctx.now();
    const user = { id: userRef ?? '', groups: groupIds, status: userStatus ?? undefined };
    const purchase = {
      plan: planId ?? undefined,
      tvod_price: tvodPriceId ?? undefined,
      amount: amount ?? undefined,
    };
    const facts = await readOpenFacts(rawSql(ctx.db), makeRequest(ctx, { code: typed, user, purchase }));
    const codeId = facts.code_id === null ? null : Number(facts.code_id);
    const [sale, code, groups] = await Promise.all([
      codeId !== null ? findSaleOfCode(ctx, codeId) : facts.coupon_id === null ? findSaleOfPin(ctx, typed) : null,
      codeId === null ? null : findCodeTrace(ctx, codeId),
      nameGroups(ctx, groupIds),
    ]);
    const rules = reasonsOf(facts, now, ownerOf(ctx.actor)).map((reason): ExplainedRule => {
      const { passed, ...rest } = reason;
      const actual = reason.rule === 'audience' && groupIds.length > 0 ? groups : rest.actual;
      const answer = isOpen(reason.rule, facts) ? 'not_asked' : passed ? 'passed' : 'failed';
      return { ...rest, actual, answer, ...traceOf(reason.rule, facts) };
    });
    return {
      result: facts.coupon_id === null ? (sale ? 'supplier_pin' : 'unknown') : resultOf(rules),
      shape: typedShape(typed),
      coupon: couponOf(facts),
      discount: discountOf(facts),
      code,
      sale,
      rules,
    };
  },
);

function resultOf(rules: ExplainedRule[]): 'works' | 'open' | 'fails' {
  if (rules.some(({ answer }) => answer === 'failed')) return 'fails';
  return rules.some(({ answer }) => answer === 'not_asked') ? 'open' : 'works';
}

const isOpen = (rule: Rule, facts: Partial<Record<`open_${Rule}`, boolean | null>>) => facts[`open_${rule}`] === true;

function traceOf(rule: Rule, facts: Facts): Pick<ExplainedRule, 'at' | 'redemptionId'> {
  const iso = (at: Date | string | null | undefined) => (at ? new Date(at).toISOString() : null);
  const { holder, earlier } = facts;
  switch (rule) {
    case 'exists':
      return { at: iso(facts.deleted_at), redemptionId: null };
    case 'released':
      return { at: iso(facts.release_at), redemptionId: null };
    case 'not_expired':
      return { at: iso(facts.expires_at), redemptionId: null };
    case 'code_state':
      return {
        at: iso(holder?.state === 'held' ? holder.hold_expires_at : (holder?.created_at ?? facts.code_deleted_at)),
        redemptionId: holder?.id ?? null,
      };
    case 'status':
      return { at: iso(facts.paused_at), redemptionId: null };
    case 'code_sold':
      return { at: iso(facts.code_sold_at), redemptionId: null };
    case 'code_valid':
      return { at: iso(facts.code_valid_until), redemptionId: null };
    case 'unique_user':
      return { at: iso(earlier?.created_at), redemptionId: earlier?.id ?? null };
    default:
      return { at: null, redemptionId: null };
  }
}

function couponOf({ coupon_id, coupon_code, deleted_at }: Facts): Explanation['coupon'] {
  if (coupon_id === null || coupon_code === null) return null;
  return { id: Number(coupon_id), code: coupon_code, isDeleted: deleted_at !== null };
}

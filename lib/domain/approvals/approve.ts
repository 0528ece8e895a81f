import type { z } from 'zod';
import { Conflict, DomainError, Invalid } from '@/lib/core/errors';
import { updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { updateRetention } from '@/lib/domain/access/security/update-retention';
import { updateSecuritySettings } from '@/lib/domain/access/security/update-security-settings';
import { type ChangedCoupons, changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { correctCredit } from '@/lib/domain/sales/credits/correct-credit';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { type ApprovalKind, approvalMs } from '@/lib/platform/approvals/kinds';
import {
  type Approval,
  assertIndependent,
  changeApproval,
  lockForDecision,
} from '@/lib/platform/approvals/lock-approval';
import { assertNoneApproved, holdSame } from '@/lib/platform/approvals/same-request';
import { approvalInput } from '@/lib/platform/approvals/schemas';
import { findUserActor } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { type Operation, operation } from '@/lib/platform/context/operation';

type Subject = Pick<Approval, 'subjectKind' | 'subjectId'>;
type Run = (ctx: Context<UserActor>, input: unknown) => Promise<Partial<Subject>>;

const of =
  <S extends z.ZodType, T>(
    execute: Operation<S, T, UserActor>,
    subjectOf: (done: T) => Partial<Subject> = () => ({}),
  ): Run =>
  async (ctx, input) =>
    subjectOf(await (execute as (ctx: Context<UserActor>, input: unknown) => Promise<T>)(ctx, input));

const theProduct = ({ id }: { id: number }): Subject => ({ subjectKind: 'product', subjectId: id });
const theCoupon = ({ id }: { id: number }): Subject => ({ subjectKind: 'coupon', subjectId: id });

function assertChanged({ changed }: ChangedCoupons): object {
  if (changed.length > 0) return {};
  throw new Conflict(
    'unchanged',
    'None of these coupons can be brought back: another has the code by now, or it was done.',
  );
}

/** What runs on approval; null: it is used up by the person who asked. */
const uses: Record<ApprovalKind, Run | null> = {
  credit_top_up: of(topUpCredit),
  credit_correction: of(correctCredit),
  credit_terms: of(setCreditTerms),
  integrator_price: of(setIntegratorPrice),
  product_new: of(createProduct, theProduct),
  product_price: of(updateProduct),
  codes_export: null,
  coupon_new: of(createLinkedCoupon, theCoupon),
  coupon_copy: of(duplicateCoupon, theCoupon),
  coupon_change: of(updateCoupon),
  coupon_back: of(changeCoupons, assertChanged),
  sale_void: of(voidSale),
  sale_goodwill: of(giveGoodwill),
  four_eyes: of(updateFourEyes),
  security_settings: of(updateSecuritySettings),
  person_limits: of(updatePersonLimits),
  retention: of(updateRetention),
};

export type Approved = { state: 'done' | 'approved' | 'failed'; answer: string | null };

/**
 * A second person says yes: it is done now, once, as who asked, in the transaction that says so. What refuses it then ends it
 * as `failed`, and nothing of it is written.
 * @throws NeedsProof, NotFound, Forbidden (also to the person who asked, and to somebody who could be them), Conflict (`decided`, `expired`,
 * `already_approved`: the same was, meanwhile)
 */
export const approve = operation(
  null,
  approvalInput,
  (ctx: Context<UserActor>, { id }): Promise<Approved> =>
    inTransaction(ctx, async (tx) => {
      await holdSame(tx, id);
      const approval = await lockForDecision(tx, id);
      await assertIndependent(tx, approval);
      await assertNoneApproved(tx, approval);
      const decided = { deciderId: tx.actor.id, decidedAt: tx.now() };
      const run = uses[approval.kind];
      if (!run) {
        const expiresAt = new Date(tx.now().getTime() + approvalMs);
        await changeApproval(tx, approval, 'approved', { state: 'approved', ...decided, expiresAt });
        return { state: 'approved', answer: null };
      }
      const done = await runAsAsker(tx, approval, run);
      if ('failure' in done) {
        await changeApproval(tx, approval, 'failed', { state: 'failed', ...decided, answer: done.failure });
        return { state: 'failed', answer: done.failure };
      }
      await changeApproval(tx, approval, 'approved', { state: 'done', ...decided, ...done });
      return { state: 'done', answer: null };
    }),
  { freshProof: 'always' },
);

/** In a savepoint: of what is refused on the way nothing stays. */
async function runAsAsker(
  tx: Context<UserActor>,
  { id, askerId, input }: Approval,
  run: Run,
): Promise<Partial<Subject> | { failure: string }> {
  const asker = await findUserActor(tx.db, askerId);
  if (!asker) return { failure: 'Who asked for it is disabled.' };
  const approval = { id, approver: tx.actor.name };
  try {
    return await inTransaction<UserActor, Partial<Subject>>({ ...tx, actor: asker, approval }, (as) => run(as, input));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { failure: error instanceof Invalid ? Object.values(error.fields).flat().join(' ') : error.message };
  }
}

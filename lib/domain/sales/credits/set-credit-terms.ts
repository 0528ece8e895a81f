import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { creditAccounts } from '@/db/schema/credits';
import { integrators } from '@/db/schema/integrators';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { holdIntegrator } from './hold-integrator';
import { assertStillBelow, creditAbove, isAbove, needOf } from './need-for-credit';
import { setCreditTermsInput } from './schemas';

export type CreditTerms = z.output<typeof setCreditTermsInput>;

/**
 * Sets how far an integrator can overdraw its credit, and below which amount the desk is warned. The account's own floor is the
 * limit, so that a purchase under way keeps to it. @throws Forbidden, also without `money.read`; NotFound, NeedsSecondPerson, Conflict `changed_meanwhile`, Invalid (owes more than that)
 */
export const setCreditTerms = operation(
  'integrators.write',
  setCreditTermsInput,
  async (ctx, input): Promise<CreditTerms> => {
    const { integratorId, limitPaisa, lowCreditPaisa } = input;
    // Which limit is refused, and below which amount it is “low”, say how much there is.
    await assertCan(ctx, 'money.read');
    return inTransaction(ctx, async (tx) => {
      await holdIntegrator(tx, integratorId);
      const account = and(eq(creditAccounts.integratorId, integratorId), eq(creditAccounts.kind, 'available'));
      const [before] = await tx.db
        .select({ floorPaisa: creditAccounts.floorPaisa, lowCreditPaisa: integrators.lowCreditPaisa })
        .from(creditAccounts)
        .innerJoin(integrators, eq(integrators.id, creditAccounts.integratorId))
        .where(account)
        .for('no key update');
      const from = { limitPaisa: 0 - (before?.floorPaisa ?? 0), lowCreditPaisa: before?.lowCreditPaisa ?? null };
      const to = { limitPaisa, lowCreditPaisa };
      if (from.limitPaisa === to.limitPaisa && from.lowCreditPaisa === to.lowCreditPaisa) return input;
      await assertStillBelow(tx, { integratorId, amountPaisa: limitPaisa - from.limitPaisa });
      await tx.db
        .update(creditAccounts)
        .set({ floorPaisa: 0 - limitPaisa })
        .where(account);
      await tx.db.update(integrators).set({ lowCreditPaisa }).where(eq(integrators.id, integratorId));
      await recordAudit(tx, {
        action: 'credit.terms_set',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data: { from, to },
      });
      return input;
    }).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'credit_accounts_floor_check') throw error;
      throw new Invalid({ limitPaisa: ['It owes more than this already. Choose a higher limit, or top it up first.'] });
    });
  },
  { freshProof: true, secondPerson: secondPerson('credit_terms', needForTerms) },
);

/** A limit is credit that is given ahead. @throws NotFound */
async function needForTerms(ctx: Context, terms: CreditTerms, { creditPaisa }: FourEyes): Promise<Need | null> {
  const { integratorId, limitPaisa, lowCreditPaisa } = terms;
  if (creditPaisa === null || !can(ctx.actor, 'money.read')) return null;
  const [account] = await ctx.db
    .select({ floorPaisa: creditAccounts.floorPaisa })
    .from(creditAccounts)
    .where(and(eq(creditAccounts.integratorId, integratorId), eq(creditAccounts.kind, 'available')));
  const amountPaisa = limitPaisa - (0 - (account?.floorPaisa ?? 0));
  const isHigh = amountPaisa > 0 && limitPaisa > creditPaisa;
  if (!isHigh && !(await isAbove(ctx, { integratorId, amountPaisa }, creditPaisa))) return null;
  const what = isHigh ? creditAbove(creditPaisa) : `${creditAbove(creditPaisa)} within a day`;
  return needOf(ctx, { what, integratorId, summary: { limitPaisa, lowCreditPaisa } });
}

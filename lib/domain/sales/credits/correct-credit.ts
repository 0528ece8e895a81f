import { Conflict, Invalid } from '@/lib/core/errors';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertCan } from '@/lib/platform/context/assert-can';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { readBalance } from './get-balance';
import { holdIntegrator } from './hold-integrator';
import { moveCredit } from './move-credit';
import { assertStillBelow, needForCredit } from './need-for-credit';
import { correctCreditInput } from './schemas';

/**
 * Corrects an integrator's credit, up or down, never below its agreed limit. Entries of the statement stay: a correction
 * is an entry of its own. @throws Forbidden, also without `money.read`; NotFound, Invalid, NeedsSecondPerson, Conflict `changed_meanwhile`
 */
export const correctCredit = operation(
  'integrators.write',
  correctCreditInput,
  async (ctx, input): Promise<{ availablePaisa: number }> => {
    const { integratorId, amountPaisa, reason } = input;
    // What is refused says how much there is.
    await assertCan(ctx, 'money.read');
    return inTransaction(ctx, async (tx) => {
      await holdIntegrator(tx, integratorId);
      await assertStillBelow(tx, input);
      const way =
        amountPaisa > 0
          ? ({ from: 'funding', to: 'available' } as const)
          : ({ from: 'available', to: 'funding' } as const);
      const move = { integratorId, ...way, amountPaisa: Math.abs(amountPaisa), kind: 'correction', reason } as const;
      await moveCredit(tx, move);
      await recordAudit(tx, {
        action: 'credit.corrected',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data: { amountPaisa, reason },
      });
      const { availablePaisa } = await readBalance(tx.db, integratorId);
      return { availablePaisa };
    }).catch((error: unknown) => {
      if (!(error instanceof Conflict && error.reason === 'insufficient_credit')) throw error;
      throw new Invalid({ amountPaisa: ['This takes more than the credit and its limit hold. Take less.'] });
    });
  },
  { freshProof: true, secondPerson: secondPerson('credit_correction', needForCredit) },
);

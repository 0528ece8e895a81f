import { secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type CreditBalance, readBalance } from './get-balance';
import { holdIntegrator } from './hold-integrator';
import { moveCredit } from './move-credit';
import { assertStillBelow, needForCredit } from './need-for-credit';
import { topUpCreditInput } from './schemas';

/** Adds prepaid money to an integrator's credit. @throws Forbidden, NotFound, NeedsSecondPerson, Conflict `changed_meanwhile` */
export const topUpCredit = operation(
  'integrators.write',
  topUpCreditInput,
  async (ctx, input): Promise<CreditBalance> => {
    const { integratorId, amountPaisa, reason } = input;
    return inTransaction(ctx, async (tx) => {
      await holdIntegrator(tx, integratorId);
      await assertStillBelow(tx, input);
      await moveCredit(tx, { integratorId, from: 'funding', to: 'available', amountPaisa, kind: 'top_up', reason });
      await recordAudit(tx, {
        action: 'credit.topped_up',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data: { amountPaisa, reason },
      });
      return readBalance(tx.db, integratorId);
    });
  },
  { freshProof: true, secondPerson: secondPerson('credit_top_up', needForCredit) },
);

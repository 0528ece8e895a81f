import { secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertCan } from '@/lib/platform/context/assert-can';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { grantRequest } from './credit-requests';
import { readBalance } from './get-balance';
import { holdIntegrator } from './hold-integrator';
import { moveCredit } from './move-credit';
import { assertStillBelow, needForCredit } from './need-for-credit';
import { topUpCreditInput } from './schemas';

/**
 * Adds prepaid money to an integrator's credit, as its partner asked for where it says so.
 * @throws Forbidden, also without `money.read`; NotFound, NeedsSecondPerson, Conflict (`changed_meanwhile`, `request_ended`)
 */
export const topUpCredit = operation(
  'integrators.write',
  topUpCreditInput,
  async (ctx, input): Promise<{ availablePaisa: number }> => {
    const { integratorId, amountPaisa, reason, requestId } = input;
    // Which amount ends “low” says how much there was.
    await assertCan(ctx, 'money.read');
    return inTransaction(ctx, async (tx) => {
      await holdIntegrator(tx, integratorId);
      await assertStillBelow(tx, input);
      if (requestId !== undefined) await grantRequest(tx, { id: requestId, integratorId, amountPaisa });
      await moveCredit(tx, { integratorId, from: 'funding', to: 'available', amountPaisa, kind: 'top_up', reason });
      await recordAudit(tx, {
        action: 'credit.topped_up',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data: { amountPaisa, reason, ...(requestId === undefined ? {} : { requestId }) },
      });
      const { availablePaisa } = await readBalance(tx.db, integratorId);
      return { availablePaisa };
    });
  },
  { freshProof: true, secondPerson: secondPerson('credit_top_up', needForCredit) },
);

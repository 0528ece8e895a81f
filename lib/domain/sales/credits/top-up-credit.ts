import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type CreditBalance, readBalance } from './get-balance';
import { holdIntegrator } from './hold-integrator';
import { moveCredit } from './move-credit';
import type { TopUpCreditInput } from './schemas';

/** Adds prepaid money to an integrator's credit. @throws Forbidden, NotFound */
export async function topUpCredit(ctx: Context, input: TopUpCreditInput): Promise<CreditBalance> {
  assertCan(ctx, 'integrators.write');
  const { integratorId, amountPaisa, reason } = input;
  return inTransaction(ctx, async (tx) => {
    await holdIntegrator(tx, integratorId);
    await moveCredit(tx, { integratorId, from: 'funding', to: 'available', amountPaisa, kind: 'top_up', reason });
    await recordAudit(tx, {
      action: 'credit.topped_up',
      subjectKind: 'integrator',
      subjectId: integratorId,
      data: { amountPaisa, reason },
    });
    return readBalance(tx.db, integratorId);
  });
}

import { eq } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { NotFound } from '@/lib/errors';
import { type CreditBalance, readBalance } from './get-balance';
import { moveCredit, openCreditAccounts } from './move-credit';
import type { TopUpCreditInput } from './schemas';

/** Adds prepaid money to an integrator's credit. @throws Forbidden, NotFound */
export async function topUpCredit(ctx: Context, input: TopUpCreditInput): Promise<CreditBalance> {
  assertCan(ctx, 'integrators.write');
  const { integratorId, amountPaisa, reason } = input;
  return inTransaction(ctx, async (tx) => {
    const [known] = await tx.db
      .select({ id: integrators.id })
      .from(integrators)
      .where(eq(integrators.id, integratorId))
      .for('key share');
    if (!known) throw new NotFound('The integrator');
    await openCreditAccounts(tx, integratorId);
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

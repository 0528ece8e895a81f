import { eq } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lockKey } from './change-key';
import { limitKeyInput } from './schemas';

/**
 * Limits a key that reaches every coupon, as those from before there were limits do, to the coupons of its company and those
 * named on it. One that is limited stays as it is. @throws Forbidden, NotFound (also one that is revoked)
 */
export const limitKey = operation('integrators.write', limitKeyInput, (ctx, { keyId }): Promise<{ keyId: number }> => {
  return inTransaction(ctx, async (tx) => {
    const { couponLimit: before, integratorId, prefix } = await lockKey(tx, keyId);
    if (before === 'own') return { keyId };
    await tx.db.update(apiKeys).set({ couponLimit: 'own' }).where(eq(apiKeys.id, keyId));
    await recordAudit(tx, {
      action: 'integrator.key_changed',
      subjectKind: 'integrator',
      subjectId: integratorId,
      data: { keyId, prefix, changed: { couponLimit: [before, 'own'] } },
    });
    return { keyId };
  });
});

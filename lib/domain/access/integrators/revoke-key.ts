import { and, eq, isNull } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { revokeKeyInput } from './schemas';

/** Ends a key for good; another can be created. @throws Forbidden, Invalid, NotFound */
export const revokeKey = operation(
  'integrators.write',
  revokeKeyInput,
  (ctx, { keyId }): Promise<{ keyId: number }> => {
    return inTransaction(ctx, async (tx) => {
      const [revoked] = await tx.db
        .update(apiKeys)
        .set({ revokedAt: tx.now() })
        .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
        .returning({ integratorId: apiKeys.integratorId, prefix: apiKeys.prefix });
      if (revoked) {
        await recordAudit(tx, {
          action: 'integrator.key_revoked',
          subjectKind: 'integrator',
          subjectId: revoked.integratorId,
          data: { keyId, prefix: revoked.prefix },
        });
        return { keyId };
      }
      if ((await tx.db.$count(apiKeys, eq(apiKeys.id, keyId))) === 0) throw new NotFound('The key');
      return { keyId };
    });
  },
);

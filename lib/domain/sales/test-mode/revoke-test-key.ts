import { and, eq } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { revokeKey } from '@/lib/domain/access/integrators/revoke-key';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { revokeTestKeyInput } from './schemas';
import { getTestContext } from './test-context';

/** Ends a test key for good. @throws Forbidden, Invalid, NotFound, Conflict `test_mode_off` */
export const revokeTestKey = operation(
  'integrators.write',
  revokeTestKeyInput,
  async (ctx, { integratorId, keyId }): Promise<{ keyId: number }> => {
    const test = await getTestContext(ctx);
    const isIts = and(eq(apiKeys.id, keyId), eq(apiKeys.integratorId, integratorId));
    if ((await test.db.$count(apiKeys, isIts)) === 0) throw new NotFound('The key');
    return inTransaction(ctx, async (live) => {
      await recordAudit(live, {
        action: 'integrator.test_key_revoked',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data: { testKeyId: keyId },
      });
      return revokeKey(test, { keyId });
    });
  },
);

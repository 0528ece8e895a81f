import { eq } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { CreatedEndpoint } from './create-endpoint';
import { encryptSecret, generateSecret } from './encrypt-secret';
import { lockEndpoint } from './endpoint-summary';
import { endpointInput } from './schemas';

const oldSecretSignsMs = 24 * 60 * 60 * 1000;

/**
 * Gives a new secret, shown once, here. For 24 hours every message carries a signature of the one before as well; one that
 * is older still ends at once. @throws NeedsProof, Forbidden, Invalid, NotFound
 */
export const rotateSecret = operation(
  'webhooks.write',
  endpointInput,
  async (ctx, { id }): Promise<CreatedEndpoint> => {
    const secret = generateSecret();
    return inTransaction(ctx, async (tx) => {
      const before = await lockEndpoint(tx, id);
      const { sealed, sealingKeyId } = encryptSecret(secret, id);
      const at = ctx.now();
      await tx.db
        .update(webhookEndpoints)
        .set({
          secretSealed: sealed,
          secretSealingKeyId: sealingKeyId,
          oldSecretSealed: before.secretSealed,
          oldSecretSealingKeyId: before.secretSealingKeyId,
          oldSecretExpiresAt: new Date(at.getTime() + oldSecretSignsMs),
          updatedAt: at,
        })
        .where(eq(webhookEndpoints.id, id));
      await recordAudit(tx, { action: 'webhook.secret_rotated', subjectKind: 'webhook', subjectId: id });
      return { id, secret };
    });
  },
  { freshProof: true },
);

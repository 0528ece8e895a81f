import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { decryptSecret } from './encrypt-secret';
import { reachesEndpoint } from './endpoint-summary';
import { repeatedSecretInput } from './schemas';

/** By which a secret is found again: 256 random bits cannot be guessed from it. */
export const digestSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/**
 * The secret that an answer held whose request is repeated, for as long as it signs: alone, or next to the one that took its
 * place. Null when it does not any more. Audited as another showing. @throws Forbidden, Invalid
 */
export const repeatSecret = operation(
  'webhooks.write',
  repeatedSecretInput,
  (ctx, { endpointId, digest }): Promise<string | null> =>
    inTransaction(ctx, async (tx) => {
      const [row] = await tx.db
        .select()
        .from(webhookEndpoints)
        .where(and(eq(webhookEndpoints.id, endpointId), reachesEndpoint(tx)));
      if (!row) return null;
      const { secretSealed, secretSealingKeyId, oldSecretSealed, oldSecretSealingKeyId, oldSecretExpiresAt } = row;
      const signing = [decryptSecret({ sealed: secretSealed, sealingKeyId: secretSealingKeyId }, endpointId)];
      if (oldSecretSealed && oldSecretSealingKeyId !== null && oldSecretExpiresAt && oldSecretExpiresAt > tx.now()) {
        signing.push(decryptSecret({ sealed: oldSecretSealed, sealingKeyId: oldSecretSealingKeyId }, endpointId));
      }
      const secret = signing.find((one) => digestSecret(one) === digest);
      if (secret === undefined) return null;
      await recordAudit(tx, { action: 'webhook.secret_shown', subjectKind: 'webhook', subjectId: endpointId });
      return secret;
    }),
);

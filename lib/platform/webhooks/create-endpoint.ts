import { webhookEndpoints } from '@/db/schema/webhooks';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertSendable } from './assert-sendable';
import { nextEndpointId } from './create-endpoint.sql';
import { encryptSecret, generateSecret } from './encrypt-secret';
import { hostOfEndpoint } from './endpoint-summary';
import { type ResolveHost, resolveHost } from './resolve-host';
import { createEndpointInput } from './schemas';

/** The secret is shown once, here. */
export type CreatedEndpoint = { id: number; secret: string };

/** @throws NeedsProof, Forbidden, Invalid (an address that is not sent to, an unknown integrator) */
export const createEndpoint = createEndpointWith(resolveHost);

/** `createEndpoint` with another way to look up names. */
export function createEndpointWith(resolve: ResolveHost) {
  return operation(
    'webhooks.write',
    createEndpointInput,
    async (ctx, input): Promise<CreatedEndpoint> => {
      const { url, eventTypes, integratorId } = input;
      await assertSendable(url, resolve);
      const secret = generateSecret();
      return inTransaction(ctx, async (tx) => {
        const id = await nextEndpointId(tx.db);
        const { sealed, sealingKeyId } = encryptSecret(secret, id);
        const at = ctx.now();
        await tx.db
          .insert(webhookEndpoints)
          .overridingSystemValue()
          .values({
            id,
            ...input,
            secretSealed: sealed,
            secretSealingKeyId: sealingKeyId,
            createdBy: ctx.actor.kind === 'user' ? ctx.actor.id : null,
            createdAt: at,
            updatedAt: at,
          })
          .catch((error: unknown) => {
            if (violatedConstraint(error)?.includes('integrator_id') !== true) throw error;
            throw new Invalid({ integratorId: ['Choose an integrator from the list.'] });
          });
        await recordAudit(tx, {
          action: 'webhook.created',
          subjectKind: 'webhook',
          subjectId: id,
          data: { host: hostOfEndpoint({ url }), eventTypes, integratorId },
        });
        return { id, secret };
      });
    },
    { freshProof: true },
  );
}

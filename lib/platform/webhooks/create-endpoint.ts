import { sql } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { assertSendable } from './assert-sendable';
import { encryptSecret, generateSecret } from './encrypt-secret';
import { hostOfEndpoint } from './endpoint-summary';
import { resolveHost } from './resolve-host';
import { type CreateEndpointInput, createEndpointInput } from './schemas';

/** The secret is shown once, here. */
export type CreatedEndpoint = { id: number; secret: string };

/** @throws Forbidden, Invalid (an address that is not sent to, an unknown integrator) */
export async function createEndpoint(
  ctx: Context,
  input: CreateEndpointInput,
  { resolve = resolveHost } = {},
): Promise<CreatedEndpoint> {
  assertCan(ctx, 'webhooks.write');
  const { url, description, eventTypes, integratorId } = createEndpointInput.parse(input);
  await assertSendable(url, resolve);
  const secret = generateSecret();
  return inTransaction(ctx, async (tx) => {
    const [next] = await tx.db.execute<{ id: string }>(sql`select nextval('webhook_endpoints_id_seq') as id`);
    const id = Number(next?.id);
    const { sealed, sealingKeyId } = encryptSecret(secret, id);
    const at = ctx.now();
    await tx.db
      .insert(webhookEndpoints)
      .overridingSystemValue()
      .values({
        id,
        url,
        description,
        eventTypes,
        integratorId,
        secretSealed: sealed,
        secretSealingKeyId: sealingKeyId,
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
}

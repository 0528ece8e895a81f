import { eq } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { assertSendable } from './assert-sendable';
import { hostOfEndpoint, lockEndpoint } from './endpoint-summary';
import { resolveHost } from './resolve-host';
import { type UpdateEndpointInput, updateEndpointInput } from './schemas';

/** Changes where it goes and what it is told of; a new address starts with a clean record. @throws Forbidden, NotFound, Invalid */
export async function updateEndpoint(
  ctx: Context,
  input: UpdateEndpointInput,
  { resolve = resolveHost } = {},
): Promise<{ id: number }> {
  assertCan(ctx, 'webhooks.write');
  const { id, url, description, eventTypes } = updateEndpointInput.parse(input);
  await assertSendable(url, resolve);
  return inTransaction(ctx, async (tx) => {
    const before = await lockEndpoint(tx.db, id);
    const moved = before.url !== url;
    await tx.db
      .update(webhookEndpoints)
      .set({
        url,
        description,
        eventTypes,
        updatedAt: ctx.now(),
        ...(moved ? { failingSince: null, flaggedAt: null } : {}),
      })
      .where(eq(webhookEndpoints.id, id));
    await recordAudit(tx, {
      action: 'webhook.updated',
      subjectKind: 'webhook',
      subjectId: id,
      data: { host: hostOfEndpoint({ url }), eventTypes, moved },
    });
    return { id };
  });
}

import { eq } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertSendable } from './assert-sendable';
import { assertShowsCredit } from './assert-shows-credit';
import { assertVersion, hostOfEndpoint, lockEndpoint, newRecord } from './endpoint-summary';
import { type ResolveHost, resolveHost } from './resolve-host';
import { updateEndpointInput } from './schemas';

/** Changes the address and the events; a new address starts with a clean record. @throws NeedsProof, Forbidden, NotFound, Invalid, Conflict `stale` */
export const updateEndpoint = updateEndpointWith(resolveHost);

/** `updateEndpoint` with another way to look up names. */
export function updateEndpointWith(resolve: ResolveHost) {
  return operation(
    'webhooks.write',
    updateEndpointInput,
    async (ctx, { id, version, ...fields }): Promise<{ id: number }> => {
      const { url, eventTypes } = fields;
      assertShowsCredit(ctx, eventTypes);
      await assertSendable(url, resolve);
      return inTransaction(ctx, async (tx) => {
        const before = await lockEndpoint(tx, id);
        assertVersion(before, version);
        const moved = before.url !== url;
        await tx.db
          .update(webhookEndpoints)
          .set({
            ...fields,
            updatedAt: ctx.now(),
            ...(moved ? newRecord : {}),
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
    },
    { freshProof: true },
  );
}

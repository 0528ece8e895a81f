import { eq } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertVersion, type EndpointRecord, hostOfEndpoint, lockEndpoint, newRecord } from './endpoint-summary';
import { switchEndpointInput } from './schemas';

type Change = {
  action: 'disabled' | 'enabled' | 'deleted' | 'restored';
  isDone: (before: EndpointRecord) => boolean;
  set: (now: Date) => Partial<EndpointRecord>;
};

/** A change of one endpoint with its audit row; when it is done already, nothing is written. */
const changing = ({ action, isDone, set }: Change) =>
  operation(
    'webhooks.write',
    switchEndpointInput,
    (ctx, { id, version }): Promise<{ id: number }> =>
      inTransaction(ctx, async (tx) => {
        const before = await lockEndpoint(tx, id, { withDeleted: action === 'deleted' || action === 'restored' });
        if (isDone(before)) return { id };
        assertVersion(before, version);
        const now = ctx.now();
        await tx.db
          .update(webhookEndpoints)
          .set({ ...set(now), updatedAt: now })
          .where(eq(webhookEndpoints.id, id));
        const data = { host: hostOfEndpoint(before) };
        await recordAudit(tx, { action: `webhook.${action}`, subjectKind: 'webhook', subjectId: id, data });
        return { id };
      }),
  );

/** No delivery is created for it, and what still waits is cancelled within seconds. @throws Forbidden, Invalid, NotFound */
export const disableEndpoint = changing({
  action: 'disabled',
  isDone: (before) => before.disabledAt !== null,
  set: (now) => ({ disabledAt: now, disabledReason: 'by_hand' }),
});

/** Also one that had answered 410. What happened meanwhile was not kept for it. @throws Forbidden, Invalid, NotFound */
export const enableEndpoint = changing({
  action: 'enabled',
  isDone: (before) => before.disabledAt === null,
  set: () => ({ disabledAt: null, disabledReason: null, ...newRecord }),
});

/** It can be restored for 30 days. @throws Forbidden, Invalid, NotFound, Conflict `stale` */
export const deleteEndpoint = changing({
  action: 'deleted',
  isDone: (before) => before.deletedAt !== null,
  set: (now) => ({ deletedAt: now }),
});

/** @throws Forbidden, Invalid, NotFound */
export const restoreEndpoint = changing({
  action: 'restored',
  isDone: (before) => before.deletedAt === null,
  set: () => ({ deletedAt: null }),
});

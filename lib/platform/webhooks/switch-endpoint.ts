import { eq } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type EndpointRecord, hostOfEndpoint, lockEndpoint } from './endpoint-summary';
import type { EndpointInput } from './schemas';

type Change = {
  action: 'disabled' | 'enabled' | 'deleted' | 'restored';
  isDone: (before: EndpointRecord) => boolean;
  set: (now: Date) => Partial<EndpointRecord>;
};

/** One act on one endpoint, with its audit row; when it is done already, nothing is written. */
async function change(ctx: Context, { id }: EndpointInput, { action, isDone, set }: Change): Promise<{ id: number }> {
  assertCan(ctx, 'webhooks.write');
  return inTransaction(ctx, async (tx) => {
    const before = await lockEndpoint(tx.db, id, { withDeleted: action === 'deleted' || action === 'restored' });
    if (isDone(before)) return { id };
    const now = ctx.now();
    await tx.db
      .update(webhookEndpoints)
      .set({ ...set(now), updatedAt: now })
      .where(eq(webhookEndpoints.id, id));
    const data = { host: hostOfEndpoint(before) };
    await recordAudit(tx, { action: `webhook.${action}`, subjectKind: 'webhook', subjectId: id, data });
    return { id };
  });
}

/** Nothing new is made for it, and what still waits is cancelled when its time comes. @throws Forbidden, NotFound */
export function disableEndpoint(ctx: Context, input: EndpointInput): Promise<{ id: number }> {
  return change(ctx, input, {
    action: 'disabled',
    isDone: (before) => before.disabledAt !== null,
    set: (now) => ({ disabledAt: now, disabledReason: 'by_hand' }),
  });
}

/** Also one that had answered 410. What happened meanwhile was not kept for it. @throws Forbidden, NotFound */
export function enableEndpoint(ctx: Context, input: EndpointInput): Promise<{ id: number }> {
  return change(ctx, input, {
    action: 'enabled',
    isDone: (before) => before.disabledAt === null,
    set: () => ({ disabledAt: null, disabledReason: null, failingSince: null, flaggedAt: null }),
  });
}

/** It can be restored for 30 days. @throws Forbidden, NotFound */
export function deleteEndpoint(ctx: Context, input: EndpointInput): Promise<{ id: number }> {
  return change(ctx, input, {
    action: 'deleted',
    isDone: (before) => before.deletedAt !== null,
    set: (now) => ({ deletedAt: now }),
  });
}

/** @throws Forbidden, NotFound */
export function restoreEndpoint(ctx: Context, input: EndpointInput): Promise<{ id: number }> {
  return change(ctx, input, {
    action: 'restored',
    isDone: (before) => before.deletedAt === null,
    set: () => ({ deletedAt: null }),
  });
}

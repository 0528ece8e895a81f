import { desc, eq, isNull } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type EndpointSummary, selectEndpoints, toEndpointSummary } from './endpoint-summary';

const atMost = 500;

/** All that are not deleted, the newest first. @throws Forbidden */
export async function listEndpoints(ctx: Context): Promise<EndpointSummary[]> {
  assertCan(ctx, 'webhooks.read');
  const rows = await selectEndpoints(ctx.db)
    .where(isNull(webhookEndpoints.deletedAt))
    .orderBy(desc(webhookEndpoints.id))
    .limit(atMost);
  return rows.map((row) => toEndpointSummary(row, ctx.now()));
}

/** One of them, also when it is deleted. @throws Forbidden, NotFound */
export async function getEndpoint(ctx: Context, id: number): Promise<EndpointSummary> {
  assertCan(ctx, 'webhooks.read');
  const [row] = await selectEndpoints(ctx.db).where(eq(webhookEndpoints.id, id));
  if (!row) throw new NotFound('The webhook');
  return toEndpointSummary(row, ctx.now());
}

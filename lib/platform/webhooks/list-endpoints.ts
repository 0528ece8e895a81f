import { desc, eq, isNull } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { NotFound } from '@/lib/core/errors';
import { noInput, operation } from '@/lib/platform/context/operation';
import { type EndpointSummary, selectEndpoints, toEndpointSummary } from './endpoint-summary';
import { endpointInput } from './schemas';

const atMost = 500;

/** All that are not deleted, the newest first. @throws Forbidden */
export const listEndpoints = operation('webhooks.read', noInput, async (ctx): Promise<EndpointSummary[]> => {
  const rows = await selectEndpoints(ctx.db)
    .where(isNull(webhookEndpoints.deletedAt))
    .orderBy(desc(webhookEndpoints.id))
    .limit(atMost);
  return rows.map((row) => toEndpointSummary(row, ctx.now()));
});

/** One of them, also when it is deleted. @throws Forbidden, Invalid, NotFound */
export const getEndpoint = operation('webhooks.read', endpointInput, async (ctx, { id }): Promise<EndpointSummary> => {
  const [row] = await selectEndpoints(ctx.db).where(eq(webhookEndpoints.id, id));
  if (!row) throw new NotFound('The webhook');
  return toEndpointSummary(row, ctx.now());
});

import { and, desc, eq, isNull, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { type EndpointSummary, reachesEndpoint, selectEndpoints, toEndpointSummary } from './endpoint-summary';
import { endpointInput } from './schemas';

const atMost = 500;

/** All that the actor reaches and that are not deleted, the newest first. @throws Forbidden */
export const listEndpoints = operation('webhooks.read', noInput, (ctx) => findEndpoints(ctx));

/** What the list has. */
export const endpointsListed = (ctx: Context): SQL | undefined =>
  and(isNull(webhookEndpoints.deletedAt), reachesEndpoint(ctx));

/** For use cases: it asks for no permission. */
export async function findEndpoints(ctx: Context): Promise<EndpointSummary[]> {
  const rows = await selectEndpoints(ctx.db)
    .where(endpointsListed(ctx))
    .orderBy(desc(webhookEndpoints.id))
    .limit(atMost);
  return rows.map((row) => toEndpointSummary(row, ctx.now()));
}

/** One of them; for a person also when it is deleted. @throws Forbidden, Invalid, NotFound */
export const getEndpoint = operation('webhooks.read', endpointInput, findEndpoint);

/** For use cases: it asks for no permission. @throws NotFound, also of what the actor does not reach */
export async function findEndpoint(ctx: Context, { id }: z.output<typeof endpointInput>): Promise<EndpointSummary> {
  const [row] = await selectEndpoints(ctx.db).where(and(eq(webhookEndpoints.id, id), reachesEndpoint(ctx)));
  if (!row) throw new NotFound('The webhook');
  return toEndpointSummary(row, ctx.now());
}

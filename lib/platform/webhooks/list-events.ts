import { and, asc, eq, gt, gte, isNotNull, type SQL } from 'drizzle-orm';
import { webhookEvents } from '@/db/schema/webhooks';
import { Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { instantOfTime } from '../settings/instant-of-time';
import { listEventsInput } from './schemas';

export type KeptEvent = Pick<typeof webhookEvents.$inferSelect, 'id' | 'type' | 'createdAt' | 'data'>;

/**
 * The events of the key's own integrator in the order in which they were relayed, after one of them: what is relayed later
 * comes later in the list, so that a reader who goes on after the last one misses none.
 * @throws Forbidden, Invalid (also: no such event is kept)
 */
export const listEvents = operation(
  'events.read',
  listEventsInput,
  async (ctx, input): Promise<{ rows: KeptEvent[]; next: string | null }> => {
    const { after, type, since, limit } = input;
    const { id, createdAt, data, position } = webhookEvents;
    const from = after === undefined ? null : await readPosition(ctx, after);
    const rows = await ctx.db
      .select({ id, type: webhookEvents.type, createdAt, data })
      .from(webhookEvents)
      .where(
        and(
          isListed(ctx),
          from === null ? undefined : gt(position, from),
          type ? eq(webhookEvents.type, type) : undefined,
          since ? gte(createdAt, await instantOfTime(ctx, since, 'start')) : undefined,
        ),
      )
      .orderBy(asc(position))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  },
);

/** A key sees the events of its own integrator, the system all of them. */
function isListed({ actor }: Context): SQL | undefined {
  const { integratorId, relayedAt } = webhookEvents;
  return and(actor.kind === 'key' ? eq(integratorId, actor.integratorId) : undefined, isNotNull(relayedAt));
}

async function readPosition(ctx: Context, after: string): Promise<number> {
  const [event] = await ctx.db
    .select({ position: webhookEvents.position })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.id, after), isListed(ctx)));
  if (event?.position != null) return event.position;
  throw new Invalid({
    after: ['This event is not kept (any more). Leave `after` out to begin with the oldest that is.'],
  });
}

import { and, eq, isNotNull, isNull, lte, or } from 'drizzle-orm';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { logger } from '@/lib/core/logger';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { type Attempt, isTest } from './attempt';
import { cleanRecord, type EndpointRecord, lockEndpoint } from './endpoint-summary';
import { type Mark, makeDue, markAttempts } from './mark-attempts.sql';
import type { LaneEnd } from './send-in-order';

/** After failing for this long, an endpoint is flagged for a person to look at. */
const flaggedAfterMs = 24 * 60 * 60 * 1000;

/** The row of an attempt as the statement takes it. */
export function markOf(result: Attempt, now: Date): Mark {
  const { message, at, durationMs, status, response, error } = result;
  const retryAt = result.kind === 'failed' ? result.retryAt : undefined;
  return {
    id: message.id,
    attempts: message.attempts,
    state: retryAt ? 'pending' : result.kind === 'delivered' ? 'delivered' : 'failed',
    next_attempt_at: retryAt?.toISOString() ?? null,
    ended_at: retryAt ? null : now.toISOString(),
    last_attempt_at: at.toISOString(),
    last_status: status,
    last_error: error,
    last_response: response,
    last_duration_ms: durationMs,
  };
}

type Endpoint = Pick<EndpointRecord, 'id' | 'url' | 'failingSince' | 'pausedUntil'>;

/**
 * Writes what failed at an endpoint and what that says of it, in one transaction, so that no process that dies in between
 * leaves a failure without its pause. Without a failure it only ends the record of earlier ones. Locks the endpoint, then
 * its deliveries.
 */
export async function recordEnd(ctx: Context<SystemActor>, endpoint: Endpoint, end: LaneEnd): Promise<void> {
  const wasFailing = endpoint.failingSince !== null || endpoint.pausedUntil !== null;
  if (end.others.length === 0 && !(end.accepted && wasFailing)) return;
  await inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const { url } = await lockEndpoint(tx, endpoint.id, { withDeleted: true });
    const written = await markAttempts(
      tx.db,
      end.others.map((result) => markOf(result, now)),
    );
    // It leads elsewhere since: what an address did says nothing of the next one.
    if (url !== endpoint.url) return;
    const others = end.others.filter(({ message }) => written.has(message.id));
    if (end.accepted) await clearRecord(tx, endpoint);
    const gone = others.find(({ kind }) => kind === 'gone');
    if (gone) return switchOff(tx, endpoint.id);
    const failed = others.find((result) => result.kind === 'failed' && !isTest(result.message));
    if (!failed || (end.accepted && !end.isPaused)) return;
    await markFailing(tx, endpoint.id, failed.error);
    if (!end.isPaused) return;
    const pausedUntil = end.resumeAt ?? null;
    await tx.db.update(webhookEndpoints).set({ pausedUntil }).where(eq(webhookEndpoints.id, endpoint.id));
  });
}

/** It takes messages again: what waited for its time goes out now, in order. */
async function clearRecord(tx: Context<SystemActor>, { id, pausedUntil }: Endpoint): Promise<void> {
  await tx.db
    .update(webhookEndpoints)
    .set(cleanRecord)
    .where(
      and(
        eq(webhookEndpoints.id, id),
        or(isNotNull(webhookEndpoints.failingSince), isNotNull(webhookEndpoints.pausedUntil)),
      ),
    );
  // Only a message that was pressed for gets through before the pause is over.
  if (pausedUntil && pausedUntil > tx.now()) await makeDue(tx.db, id, tx.now().toISOString());
}

async function switchOff(tx: Context<SystemActor>, id: number): Promise<void> {
  const now = tx.now();
  const disabled = await tx.db
    .update(webhookEndpoints)
    .set({ disabledAt: now, disabledReason: 'gone', updatedAt: now })
    .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.disabledAt)))
    .returning({ id: webhookEndpoints.id });
  if (disabled.length > 0) await recordAudit(tx, { action: 'webhook.gone', subjectKind: 'webhook', subjectId: id });
}

async function markFailing(tx: Context<SystemActor>, id: number, reason: string | null): Promise<void> {
  const now = tx.now();
  const isThis = eq(webhookEndpoints.id, id);
  await tx.db
    .update(webhookEndpoints)
    .set({ failingSince: now })
    .where(and(isThis, isNull(webhookEndpoints.failingSince)));
  const flagged = await tx.db
    .update(webhookEndpoints)
    .set({ flaggedAt: now })
    .where(
      and(
        isThis,
        isNull(webhookEndpoints.flaggedAt),
        lte(webhookEndpoints.failingSince, new Date(now.getTime() - flaggedAfterMs)),
      ),
    )
    .returning({ id: webhookEndpoints.id });
  if (flagged.length === 0) return;
  logger.warn({ endpointId: id, reason }, 'a webhook has taken nothing for a day');
  await recordAudit(tx, { action: 'webhook.flagged', subjectKind: 'webhook', subjectId: id, data: { reason } });
}

import { and, lt, ne } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { customerContacts } from '@/db/schema/customer-contacts';
import { customerNotes } from '@/db/schema/customer-notes';
import { deliveries } from '@/db/schema/deliveries';
import { idempotencyKeys } from '@/db/schema/integrators';
import { apiRequests } from '@/db/schema/requests';
import { supplierCalls } from '@/db/schema/suppliers';
import { type RetentionKind, retentionNames } from '@/lib/core/entities/retention';
import { logger } from '@/lib/core/logger';
import { expireContacts } from '@/lib/domain/sales/customers/expire-contacts';
import { dropOldAudit } from '@/lib/platform/audit/drop-old-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { deleteOld } from '@/lib/platform/retention/delete-old';
import { deleteOldSecurityEvents } from '@/lib/platform/security/prune-events';
import { readRetention } from '@/lib/platform/settings/retention';
import { deleteOldMessages } from '@/lib/platform/webhooks/prune-webhooks';

const dayMs = 24 * 60 * 60 * 1000;

/** Does away with what is older than an instant, and says how much it was. */
type Step = (ctx: Context<SystemActor>, before: Date, signal?: AbortSignal) => Promise<number>;

/** Rows of a table by their time, which it has an index for. */
const byTime =
  (table: PgTable, at: PgColumn): Step =>
  ({ db }, before, signal) =>
    deleteOld(db, { table, isOld: lt(at, before), order: at }, signal);

const steps: Record<RetentionKind, Step> = {
  storedAnswerDays: byTime(idempotencyKeys, idempotencyKeys.createdAt),
  // With what came of them; a difference stays until it is closed.
  supplierCallDays: async (...args) => {
    let deleted = 0;
    for (const step of [
      byTime(supplierCalls, supplierCalls.at),
      byTime(supplierComparisons, supplierComparisons.createdAt),
      byTime(supplierDifferences, supplierDifferences.closedAt),
    ]) {
      deleted += await step(...args);
    }
    return deleted;
  },
  webhookDays: ({ db }, before, signal) => deleteOldMessages(db, before, signal),
  securityEventDays: ({ db }, before, signal) => deleteOldSecurityEvents(db, before, signal),
  requestDays: byTime(apiRequests, apiRequests.at),
  messageDays: ({ db }, before, signal) => {
    const isOld = and(lt(deliveries.createdAt, before), ne(deliveries.state, 'queued'));
    return deleteOld(db, { table: deliveries, isOld, order: deliveries.id }, signal);
  },
  contactDays: async (ctx, before, signal) => {
    let done = await expireContacts(ctx, before, signal);
    for (const table of [customerNotes, customerContacts]) {
      done += await deleteOld(ctx.db, { table, isOld: lt(table.at, before), order: table.id }, signal);
    }
    return done;
  },
  auditDays: dropOldAudit,
};

/**
 * Does away with what is older than the settings keep it, in small transactions next to everything else. What fails of one kind
 * keeps no other from its turn. May run again at any time. @throws AggregateError
 */
export async function applyRetention(ctx: Context<SystemActor>, signal?: AbortSignal): Promise<void> {
  const retention = await readRetention(ctx.db);
  const done: Partial<Record<RetentionKind, number>> = {};
  const failures: unknown[] = [];
  for (const kind of retentionNames) {
    if (signal?.aborted) break;
    const before = new Date(ctx.now().getTime() - retention[kind] * dayMs);
    try {
      done[kind] = await steps[kind](ctx, before, signal);
    } catch (error) {
      logger.error({ err: error, kind }, 'what is too old was not deleted');
      failures.push(error);
    }
  }
  logger.info({ done }, 'retention');
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything that is too old was deleted.');
}

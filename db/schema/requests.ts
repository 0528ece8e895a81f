import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, reference } from './columns';

/**
 * Calls of API keys, for the days of the retention settings; what they carried is masked before it gets here. A key and its
 * company are named without a reference, so that nothing of it can fail a write here.
 */
export const apiRequests = pgTable(
  'api_requests',
  {
    id: identity(),
    at: createdAt(),
    integratorId: reference().notNull(),
    apiKeyId: reference().notNull(),
    lane: text({ enum: ['v1', 'management', 'nettv'] }).notNull(),
    method: text().notNull(),
    path: text().notNull(),
    /** Masked as `body` is; null without one. */
    query: text(),
    status: integer().notNull(),
    durationMs: integer().notNull(),
    /** As the answer has it in X-Request-Id. A caller can give several requests the same. */
    requestId: text().notNull(),
    errorCode: text(),
    /** JSON with secrets and contacts masked, or its beginning; null where nothing was sent or nothing of it can be shown. */
    body: text(),
    answer: text(),
  },
  (t) => [
    index('api_requests_at_idx').on(t.at),
    index('api_requests_integrator_idx').on(t.integratorId, t.id),
    index('api_requests_request_id_idx').on(t.requestId),
    // What is looked for most.
    index('api_requests_refused_idx').on(t.integratorId, t.id).where(sql`${t.status} >= 400`),
    check('api_requests_lane_check', sql`${t.lane} in ('v1', 'management', 'nettv')`),
  ],
);

import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from './columns';
import { users } from './team';

/** What waits for a second person, or did. */
export const approvals = pgTable(
  'approvals',
  {
    id: identity(),
    kind: text().notNull(),
    /** What the use case is called with once it is approved; without secrets. */
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The same for people. */
    summary: jsonb().$type<Record<string, unknown>>().notNull(),
    subjectKind: text().notNull(),
    subjectId: reference().notNull(),
    askerId: reference()
      .notNull()
      .references(() => users.id),
    /** Null in a draft: who was refused has not asked yet. */
    reason: text(),
    /** `approved`: used up by the person who asked, later. */
    state: text({ enum: ['draft', 'waiting', 'approved', 'done', 'failed', 'refused', 'withdrawn'] })
      .notNull()
      .default('draft'),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    deciderId: reference().references(() => users.id),
    decidedAt: instant(),
    /** Why it was refused, or failed. */
    answer: text(),
  },
  (t) => [
    index('approvals_state_idx').on(t.state, t.id),
    index('approvals_asker_idx').on(t.askerId, t.id),
    index('approvals_subject_idx').on(t.subjectKind, t.subjectId),
    check(
      'approvals_state_check',
      sql`${t.state} in ('draft', 'waiting', 'approved', 'done', 'failed', 'refused', 'withdrawn')`,
    ),
    check('approvals_reason_check', sql`(${t.state} = 'draft') = (${t.reason} is null)`),
    check('approvals_decider_check', sql`${t.deciderId} is distinct from ${t.askerId}`),
    check(
      'approvals_decided_check',
      sql`(${t.state} in ('approved', 'done', 'failed', 'refused')) = (${t.deciderId} is not null)
      and (${t.state} in ('draft', 'waiting')) = (${t.decidedAt} is null)`,
    ),
  ],
);

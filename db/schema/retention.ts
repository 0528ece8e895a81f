import { sql } from 'drizzle-orm';
import { check, integer, pgTable } from 'drizzle-orm/pg-core';
import { mostRetentionDays, type RetentionKind, retentionKinds } from '../../lib/core/entities/retention';
import { createdAt } from './columns';

const days = (kind: RetentionKind) => integer().notNull().default(retentionKinds[kind].usual);

/** One row: for how many days each kind of record is kept. */
export const retention = pgTable(
  'retention',
  {
    id: integer().primaryKey().default(1),
    auditDays: days('auditDays'),
    securityEventDays: days('securityEventDays'),
    supplierCallDays: days('supplierCallDays'),
    webhookDays: days('webhookDays'),
    requestDays: days('requestDays'),
    messageDays: days('messageDays'),
    storedAnswerDays: days('storedAnswerDays'),
    contactDays: days('contactDays'),
    updatedAt: createdAt(),
  },
  (t) => {
    const range = (kind: RetentionKind) =>
      sql`${t[kind]} between ${sql.raw(`${retentionKinds[kind].least} and ${mostRetentionDays}`)}`;
    return [
      check('retention_one_row_check', sql`${t.id} = 1`),
      check('retention_audit_days_check', range('auditDays')),
      check('retention_security_event_days_check', range('securityEventDays')),
      check('retention_supplier_call_days_check', range('supplierCallDays')),
      check('retention_webhook_days_check', range('webhookDays')),
      check('retention_request_days_check', range('requestDays')),
      check('retention_message_days_check', range('messageDays')),
      check('retention_stored_answer_days_check', range('storedAnswerDays')),
      check('retention_contact_days_check', range('contactDays')),
    ];
  },
);

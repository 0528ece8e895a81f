import { z } from 'zod';
import { mostRetentionDays, type RetentionKind, retentionKinds } from '@/lib/core/entities/retention';

const days = (kind: RetentionKind) => {
  const { least } = retentionKinds[kind];
  const words = `Enter whole days from ${least} to ${mostRetentionDays}.`;
  return z.number(words).int(words).min(least, words).max(mostRetentionDays, words);
};

export const retentionInput = z.object({
  auditDays: days('auditDays'),
  securityEventDays: days('securityEventDays'),
  supplierCallDays: days('supplierCallDays'),
  webhookDays: days('webhookDays'),
  requestDays: days('requestDays'),
  messageDays: days('messageDays'),
  storedAnswerDays: days('storedAnswerDays'),
  contactDays: days('contactDays'),
});

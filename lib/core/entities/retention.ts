/**
 * For how many days each kind of record is kept: `usual` is what a desk begins with, `least` the shortest that can be set. Audit rows
 * have their least in the database, too: `drop_audit` drops none that is younger.
 */
export const retentionKinds = {
  auditDays: { usual: 2_555, least: 365 },
  securityEventDays: { usual: 365, least: 90 },
  supplierCallDays: { usual: 90, least: 30 },
  // Its attempts take up to four days.
  webhookDays: { usual: 30, least: 7 },
  // They hold what integrators sent, so a desk can choose to keep them for a day.
  requestDays: { usual: 30, least: 1 },
  messageDays: { usual: 365, least: 30 },
  // What the API promises to those who repeat a request.
  storedAnswerDays: { usual: 1, least: 1 },
  // Sales are looked up by contact for as long as customers ask about them.
  contactDays: { usual: 1_095, least: 90 },
} as const;

export type RetentionKind = keyof typeof retentionKinds;
export const retentionNames = Object.keys(retentionKinds) as RetentionKind[];
export const mostRetentionDays = 36_500;

import { desc, isNull } from 'drizzle-orm';
import { securityAlerts } from '@/db/schema/security';
import { noInput, operation } from '@/lib/platform/context/operation';

const shownRows = 8;

export type SecurityAlert = {
  id: number;
  kind: (typeof securityAlerts.$inferSelect)['kind'];
  subject: string;
  count: number;
  at: string;
  /** Of the list of events that led to it. */
  filter: Record<string, string>;
};

/** Alerts that nobody has looked at yet, the newest first. @throws Forbidden */
export const listAlerts = operation('security.read', noInput, async (ctx): Promise<SecurityAlert[]> => {
  const { id, kind, subject, count, at, filter } = securityAlerts;
  const rows = await ctx.db
    .select({ id, kind, subject, count, at, filter })
    .from(securityAlerts)
    .where(isNull(securityAlerts.seenAt))
    .orderBy(desc(securityAlerts.id))
    .limit(shownRows);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
});

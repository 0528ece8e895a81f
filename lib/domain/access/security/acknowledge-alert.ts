import { and, eq, isNull } from 'drizzle-orm';
import { securityAlerts } from '@/db/schema/security';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName } from '@/lib/platform/context/actor';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { acknowledgeAlertInput } from './schemas';

/** Says that somebody has looked at it; it leaves Today for everybody. Again, it changes nothing. @throws Forbidden, NotFound */
export const acknowledgeAlert = operation('security.read', acknowledgeAlertInput, (ctx, { id }) =>
  inTransaction(ctx, async (tx): Promise<void> => {
    const [alert] = await tx.db
      .select({ kind: securityAlerts.kind })
      .from(securityAlerts)
      .where(eq(securityAlerts.id, id));
    if (!alert) throw new NotFound('The alert');
    const seen = await tx.db
      .update(securityAlerts)
      .set({ seenAt: tx.now(), seenBy: actorName(tx.actor) })
      .where(and(eq(securityAlerts.id, id), isNull(securityAlerts.seenAt)))
      .returning({ id: securityAlerts.id });
    if (seen.length === 0) return;
    const entry = {
      action: 'security_alert.seen',
      subjectKind: 'security_alert',
      subjectId: id,
      data: { kind: alert.kind },
    };
    await recordAudit(tx, entry);
  }),
);

import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { securityAlerts } from '@/db/schema/security';
import { users } from '@/db/schema/team';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import { holds } from '@/lib/platform/auth/held-role';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { composeAlert } from './compose-alert';
import { raiseAlerts } from './raise-alerts.sql';

/** A mail that comes later than that is no alert any more. */
const mailedWithinMs = 24 * 60 * 60 * 1000;
/** In one run: what a flood of causes leaves waits for the next. */
const alertsPerRun = 5;

/**
 * Raises the alerts that recent security events give cause for, and mails each to everybody who can read them. May run
 * again at any time: an alert is raised once, and its mails have keys of their own.
 */
export async function watchSecurity(ctx: Context<SystemActor>, _: object, signal?: AbortSignal): Promise<void> {
  await raiseAlerts(ctx.db, ctx.now().toISOString());
  const since = new Date(ctx.now().getTime() - mailedWithinMs);
  const alerts = await ctx.db
    .select()
    .from(securityAlerts)
    .where(and(isNull(securityAlerts.mailedAt), gt(securityAlerts.at, since)))
    .orderBy(asc(securityAlerts.id))
    .limit(alertsPerRun);
  if (alerts.length === 0) return;
  const readers = await ctx.db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(holds('security.read'), isNull(users.disabledAt)));
  const { companyName } = await getSettings(ctx.db);
  for (const alert of alerts) {
    const mail = composeAlert(alert, companyName);
    const outcomes = await Promise.all(
      readers.map(({ id, email }) =>
        sendEmail({ ...mail, to: email, idempotencyKey: `security-alert-${alert.id}-${id}` }, signal),
      ),
    );
    // Without a provider, or while it fails, the alert waits for the next run.
    if (outcomes.some(({ kind }) => kind === 'not_configured' || kind === 'retry')) continue;
    await ctx.db.update(securityAlerts).set({ mailedAt: ctx.now() }).where(eq(securityAlerts.id, alert.id));
  }
}

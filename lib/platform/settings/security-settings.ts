import { eq, gt, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { sessions, settings } from '@/db/schema/team';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from './get-settings';
import { securitySettingsForm } from './schemas';

export type SecuritySettings = Pick<
  typeof settings.$inferSelect,
  'secondFactorRequired' | 'secondFactorForAll' | 'stepUpMinutes' | 'voidProofPaisa' | 'idleMinutes' | 'sessionHours'
>;

/** Asks for no permission. */
export async function getSecuritySettings(db: Executor): Promise<SecuritySettings> {
  await getSettings(db);
  const [row] = await db
    .select({
      secondFactorRequired: settings.secondFactorRequired,
      secondFactorForAll: settings.secondFactorForAll,
      stepUpMinutes: settings.stepUpMinutes,
      voidProofPaisa: settings.voidProofPaisa,
      idleMinutes: settings.idleMinutes,
      sessionHours: settings.sessionHours,
    })
    .from(settings)
    .where(eq(settings.id, 1));
  if (!row) throw new Error('The settings were not written.');
  return row;
}

/**
 * They apply from the next request on: who needs a second factor by then and has none is led to set one up, and is not
 * signed out. What is left out stays as it is. Sessions that were opened earlier end as new ones do, and never later than they would have.
 * @throws Forbidden, Invalid, NeedsProof
 */
export const updateSecuritySettings = operation(
  'settings.write',
  securitySettingsForm.partial(),
  (ctx, input): Promise<SecuritySettings> =>
    inTransaction(ctx, async (tx) => {
      await getSettings(tx.db);
      await tx.db.select({ id: settings.id }).from(settings).where(eq(settings.id, 1)).for('update');
      const before = await getSecuritySettings(tx.db);
      const data = changedFields(before, input);
      if (Object.keys(data).length === 0) return before;
      const given = Object.entries(input).filter(([, value]) => value !== undefined);
      const after: SecuritySettings = { ...before, ...Object.fromEntries(given) };
      await tx.db
        .update(settings)
        .set({ ...after, updatedAt: tx.now() })
        .where(eq(settings.id, 1));
      if (after.sessionHours < before.sessionHours) await shortenSessions(tx, after.sessionHours);
      await recordAudit(tx, { action: 'settings.security_updated', subjectKind: 'settings', subjectId: 1, data });
      return after;
    }),
  { freshProof: true },
);

async function shortenSessions({ db }: Context, hours: number): Promise<void> {
  const end = sql`${sessions.createdAt} + make_interval(hours => ${hours})`;
  await db.update(sessions).set({ expiresAt: end }).where(gt(sessions.expiresAt, end));
}

/** What a new desk without a demo begins with: it is meant to be used. */
export async function setFirstSecurity(db: Executor): Promise<void> {
  await db
    .update(settings)
    .set({ secondFactorRequired: true, secondFactorForAll: true, stepUpMinutes: 5 })
    .where(eq(settings.id, 1));
}

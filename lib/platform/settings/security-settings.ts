import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { settings } from '@/db/schema/team';
import { getSettings } from './get-settings';

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

/** What a new desk without a demo begins with: it is meant to be used. */
export async function setFirstSecurity(db: Executor): Promise<void> {
  await db
    .update(settings)
    .set({ secondFactorRequired: true, secondFactorForAll: true, stepUpMinutes: 5 })
    .where(eq(settings.id, 1));
}

import { eq, gt, sql } from 'drizzle-orm';
import { sessions, settings } from '@/db/schema/team';
import { isAnyOn } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { securitySettingsForm } from '@/lib/platform/settings/schemas';
import { getSecuritySettings, type SecuritySettings } from '@/lib/platform/settings/security-settings';

/**
 * They apply from the next request on: who needs a second factor by then and has none is led to set one up, and is not
 * signed out. What is left out stays as it is. Sessions that were opened earlier end as new ones do, and never later than they would have.
 * Where anything needs a second person, what makes them weaker does too.
 * @throws Forbidden, Invalid, NeedsProof, NeedsSecondPerson
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
  { freshProof: true, secondPerson: secondPerson('security_settings', needForWeaker) },
);

type Given = { [Name in keyof SecuritySettings]?: SecuritySettings[Name] | undefined };

/** With the fields that change alone: what somebody else changes meanwhile is not overwritten. */
async function needForWeaker(ctx: Context, input: Given, limits: FourEyes): Promise<Need | null> {
  if (!isAnyOn(limits)) return null;
  const before = await getSecuritySettings(ctx.db);
  const summary = changedFields(before, input);
  const names = (Object.keys(summary) as (keyof SecuritySettings)[]).filter((name) => input[name] !== undefined);
  if (!names.some((name) => isWeaker[name](before[name] as never, input[name] as never))) return null;
  const changes = Object.fromEntries(names.map((name) => [name, input[name]]));
  const what = 'Making the settings of security weaker';
  return { what, summary, subjectKind: 'settings', subjectId: 1, input: changes };
}

const isOff = (was: boolean, to: boolean) => was && !to;
const isLonger = (was: number, to: number) => to > was;
/** For both, 0 is never. */
const isRarer = (was: number, to: number) => was > 0 && (to === 0 || to > was);

const isWeaker: {
  [Name in keyof SecuritySettings]: (was: SecuritySettings[Name], to: SecuritySettings[Name]) => boolean;
} = {
  secondFactorRequired: isOff,
  secondFactorForAll: isOff,
  stepUpMinutes: isRarer,
  idleMinutes: isRarer,
  voidProofPaisa: (was, to) => was !== null && (to === null || to > was),
  sessionHours: isLonger,
};

async function shortenSessions({ db }: Context, hours: number): Promise<void> {
  const end = sql`${sessions.createdAt} + make_interval(hours => ${hours})`;
  await db.update(sessions).set({ expiresAt: end }).where(gt(sessions.expiresAt, end));
}

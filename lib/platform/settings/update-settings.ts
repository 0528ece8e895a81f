import { eq } from 'drizzle-orm';
import { settings } from '@/db/schema/team';
import { Invalid } from '@/lib/core/errors';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings, type Settings } from './get-settings';
import { updateSettingsInput } from './schemas';
import { hasTimeZone } from './update-settings.sql';

/** @throws Forbidden, Invalid (also: a zone that the database does not know) */
export const updateSettings = operation('settings.write', updateSettingsInput, (ctx, input): Promise<Settings> => {
  return inTransaction(ctx, async (tx) => {
    await getSettings(tx.db);
    await tx.db.select({ id: settings.id }).from(settings).where(eq(settings.id, 1)).for('update');
    const before = await getSettings(tx.db);
    const changed = changedFields(before, input);
    if (Object.keys(changed).length === 0) return before;
    const given = Object.entries(input).filter(([, value]) => value !== undefined);
    const after: Settings = { ...before, ...Object.fromEntries(given) };
    if (after.timeZone !== before.timeZone) await assertZoneInDatabase(tx, after.timeZone);
    await tx.db
      .update(settings)
      .set({ ...after, updatedAt: ctx.now() })
      .where(eq(settings.id, 1));
    await recordAudit(tx, { action: 'settings.updated', subjectKind: 'settings', subjectId: 1, data: changed });
    return after;
  });
});

/** Reports count days in the database, whose list of zones may be older than that of Node. */
async function assertZoneInDatabase(ctx: Context, timeZone: string): Promise<void> {
  if (!(await hasTimeZone(ctx.db, timeZone))) {
    throw new Invalid({ timeZone: ['The database does not know this zone. Choose another, such as Asia/Kathmandu.'] });
  }
}

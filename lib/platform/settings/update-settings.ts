import { eq } from 'drizzle-orm';
import { settings } from '@/db/schema/team';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings, type Settings } from './get-settings';
import { updateSettingsInput } from './schemas';
import { hasTimeZone } from './update-settings.sql';

/** @throws Forbidden, Invalid (also: a zone that the database does not know) */
export const updateSettings = operation('settings.write', updateSettingsInput, (ctx, input): Promise<Settings> => {
  const { companyName, timeZone } = input;
  return inTransaction(ctx, async (tx) => {
    await getSettings(tx.db);
    const [before] = await tx.db.select().from(settings).where(eq(settings.id, 1)).for('update');
    if (before?.timeZone !== timeZone) await assertZoneInDatabase(tx, timeZone);
    const changes = {
      ...(before?.companyName === companyName ? {} : { companyName: { from: before?.companyName, to: companyName } }),
      ...(before?.timeZone === timeZone ? {} : { timeZone: { from: before?.timeZone, to: timeZone } }),
    };
    if (Object.keys(changes).length === 0) return { companyName, timeZone };
    await tx.db.update(settings).set({ companyName, timeZone, updatedAt: ctx.now() }).where(eq(settings.id, 1));
    await recordAudit(tx, { action: 'settings.updated', subjectKind: 'settings', subjectId: 1, data: changes });
    return { companyName, timeZone };
  });
});

/** Reports count days in the database, whose list of zones may be older than that of Node. */
async function assertZoneInDatabase(ctx: Context, timeZone: string): Promise<void> {
  if (!(await hasTimeZone(ctx.db, timeZone))) {
    throw new Invalid({ timeZone: ['The database does not know this zone. Choose another, such as Asia/Kathmandu.'] });
  }
}

import { eq } from 'drizzle-orm';
import { settings } from '@/db/schema/team';
import { Invalid } from '@/lib/core/errors';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { changesSafeguard } from './changes-safeguard';
import { getSettings, type Settings } from './get-settings';
import { paymentColumns, placePayments } from './place-payments';
import { updateSettingsInput } from './schemas';
import { hasTimeZone } from './update-settings.sql';

/**
 * What is left out stays as it is.
 * @throws Forbidden, NeedsProof, Invalid (also: a zone that the database does not know, too many ways to pay)
 */
export const updateSettings = operation(
  'settings.write',
  updateSettingsInput,
  (ctx, input): Promise<Settings> =>
    inTransaction(ctx, async (tx) => {
      await getSettings(tx.db);
      await tx.db.select({ id: settings.id }).from(settings).where(eq(settings.id, 1)).for('update');
      const before = await getSettings(tx.db);
      const { paymentMethods: rows, ...others } = input;
      const given = Object.entries(others).filter(([, value]) => value !== undefined);
      const paymentMethods = rows ? placePayments(before.paymentMethods, rows) : before.paymentMethods;
      const after: Settings = { ...before, ...Object.fromEntries(given), paymentMethods };
      const changed = changedFields(inWords(before), inWords(after));
      if (Object.keys(changed).length === 0) return before;
      if (after.timeZone !== before.timeZone) await assertZoneInDatabase(tx, after.timeZone);
      const { paymentMethods: payments, ...columns } = after;
      await tx.db
        .update(settings)
        .set({ ...columns, ...paymentColumns(payments), updatedAt: ctx.now() })
        .where(eq(settings.id, 1));
      await recordAudit(tx, { action: 'settings.updated', subjectKind: 'settings', subjectId: 1, data: changed });
      return after;
    }),
  { freshProof: changesSafeguard },
);

/** As the activity shows them: a way to pay by its name, those of one's own apart too, offered or not. */
function inWords({ paymentMethods, ...settings }: Settings) {
  const offered = paymentMethods.filter(({ isOffered }) => isOffered).map(({ key, name }) => name ?? key);
  return { ...settings, paymentMethods: offered, ownPaymentNames: paymentColumns(paymentMethods).ownPaymentNames };
}

/** Reports count days in the database, whose list of zones may be older than that of Node. */
async function assertZoneInDatabase(ctx: Context, timeZone: string): Promise<void> {
  if (!(await hasTimeZone(ctx.db, timeZone))) {
    throw new Invalid({ timeZone: ['The database does not know this zone. Choose another, such as Asia/Kathmandu.'] });
  }
}

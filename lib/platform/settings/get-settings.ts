import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { settings } from '@/db/schema/team';
import { listPaymentSettings, type PaymentSetting } from '@/lib/core/entities/payment-method';

const shown = {
  companyName: settings.companyName,
  address: settings.address,
  taxNumber: settings.taxNumber,
  receiptTerms: settings.receiptTerms,
  timeZone: settings.timeZone,
  repeatSaleMinutes: settings.repeatSaleMinutes,
  voidMinutes: settings.voidMinutes,
  shiftRequired: settings.shiftRequired,
  v1PerMinute: settings.v1PerMinute,
  managementPerMinute: settings.managementPerMinute,
  nettvPerMinute: settings.nettvPerMinute,
  wrongCodesPerMinute: settings.wrongCodesPerMinute,
};

export type Settings = Pick<typeof settings.$inferSelect, keyof typeof shown> & {
  /** What is offered in its order, then what is not. */
  paymentMethods: PaymentSetting[];
};

/** The organization's settings; the row is created with the defaults when there is none. Asks for no permission. */
export async function getSettings(db: Executor): Promise<Settings> {
  return (await readSettings(db)) ?? (await createSettings(db));
}

async function readSettings(db: Executor): Promise<Settings | undefined> {
  const [row] = await db
    .select({ ...shown, offered: settings.paymentMethods, ownNames: settings.ownPaymentNames })
    .from(settings)
    .where(eq(settings.id, 1));
  if (!row) return undefined;
  const { offered, ownNames, ...rest } = row;
  return { ...rest, paymentMethods: listPaymentSettings(offered, ownNames) };
}

async function createSettings(db: Executor): Promise<Settings> {
  await db.insert(settings).values({ id: 1 }).onConflictDoNothing();
  const made = await readSettings(db);
  if (!made) throw new Error('The settings were not written.');
  return made;
}

import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, settings } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { builtInMethods, listPaymentSettings } from '@/lib/core/entities/payment-method';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { scopes } from '@/lib/platform/context/scopes';
import { getSettings } from './get-settings';
import { updateSettingsInput } from './schemas';
import { isTimeZone } from './time-zones';
import { updateSettings } from './update-settings';

const test = openTestDatabase();
beforeEach(async () => {
  await test.db.delete(settings);
});

const defaults = {
  companyName: 'Coupon Desk',
  address: '',
  taxNumber: '',
  receiptTerms: '',
  timeZone: 'Asia/Kathmandu',
  repeatSaleMinutes: 10,
  voidMinutes: 15,
  paymentMethods: listPaymentSettings(builtInMethods, []),
  shiftRequired: false,
  v1PerMinute: 300_000,
  managementPerMinute: 300_000,
  nettvPerMinute: 300_000,
  wrongCodesPerMinute: 1_000,
};

describe('the settings', () => {
  it('exist without being created, also for many readers at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => getSettings(test.db)));
    for (const answer of answers) expect(answer).toEqual(defaults);
    expect(await test.db.$count(settings)).toBe(1);
  });

  it('change for everybody, and what changed is audited', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    await updateSettings(admin, { companyName: 'A Company', timeZone: 'Asia/Kathmandu' });
    expect(await getSettings(test.db)).toEqual({ ...defaults, companyName: 'A Company' });
    await updateSettings(admin, { companyName: 'A Company', timeZone: 'Europe/London' });
    await updateSettings(admin, { companyName: 'A Company', timeZone: 'Europe/London' });
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, admin.actor.id));
    expect(events.map((event) => event.data)).toEqual([
      { companyName: { from: 'Coupon Desk', to: 'A Company' } },
      { timeZone: { from: 'Asia/Kathmandu', to: 'Europe/London' } },
    ]);
  });

  it('are changed by an admin only', async () => {
    for (const ctx of [
      await makeUserContext(test.db, 'support'),
      await makeUserContext(test.db, 'viewer'),
      await makeKeyContext(test.db, [...scopes]),
    ]) {
      await expect(updateSettings(ctx, { ...defaults, companyName: 'Mine' })).rejects.toThrow(Forbidden);
      await expect(updateSettings(ctx, { repeatSaleMinutes: 0 })).rejects.toThrow(Forbidden);
    }
    expect(await getSettings(test.db)).toEqual(defaults);
  });

  it('keep what is not named, and take whole minutes up to a day', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    await updateSettings(admin, { companyName: 'A Company' });
    await updateSettings(admin, { repeatSaleMinutes: 0 });
    expect(await getSettings(test.db)).toEqual({ ...defaults, companyName: 'A Company', repeatSaleMinutes: 0 });
    for (const repeatSaleMinutes of [-1, 1441, 2.5]) {
      await expect(updateSettings(admin, { repeatSaleMinutes })).rejects.toThrow(Invalid);
    }
  });

  it.each(['Asia/Kathmandu', 'Asia/Katmandu', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'])(
    'take %s as a time zone',
    async (timeZone) => {
      expect(isTimeZone(timeZone)).toBe(true);
      const admin = await makeUserContext(test.db, 'admin');
      await updateSettings(admin, { ...defaults, timeZone });
      expect((await getSettings(test.db)).timeZone).toBe(timeZone);
    },
  );

  it.each(['+05:45', 'Nepal Time', 'Asia/Atlantis', '', "UTC'; drop table users", 'Asia/Kathmandu\0'])(
    'refuse "%s" as one',
    (timeZone) => {
      expect(updateSettingsInput.safeParse({ companyName: 'A Company', timeZone }).success).toBe(false);
    },
  );

  it('take terms of a receipt that fit its one page: twelve lines', () => {
    const ofLines = (lines: number) => updateSettingsInput.safeParse({ receiptTerms: `a${'\na'.repeat(lines - 1)}` });
    expect(ofLines(12).success).toBe(true);
    expect(ofLines(13).error?.issues.map(({ message }) => message)).toEqual(['The terms have at most 12 lines.']);
  });
});

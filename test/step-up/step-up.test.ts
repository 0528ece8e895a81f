import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { sessions } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { NeedsProof, NotFound, WasAway } from '@/lib/core/errors';
import { proveByPassword } from '@/lib/domain/access/factors/prove';
import { makeSignedIn, setSecurity, testPassword } from '@/lib/domain/access/factors/testing';
import { changeKey } from '@/lib/domain/access/integrators/change-key';
import { createPublishableKey } from '@/lib/domain/access/integrators/create-publishable-key';
import { disableIntegrator } from '@/lib/domain/access/integrators/disable-integrator';
import { replaceKey } from '@/lib/domain/access/integrators/replace-key';
import { liftLimit } from '@/lib/domain/access/limits/lift-limit';
import { updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { createRole } from '@/lib/domain/access/roles/create-role';
import { deleteRole } from '@/lib/domain/access/roles/delete-role';
import { updateRole } from '@/lib/domain/access/roles/update-role';
import { updateRetention } from '@/lib/domain/access/security/update-retention';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { enableUser } from '@/lib/domain/access/team/enable-user';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { renewInvitation } from '@/lib/domain/access/team/renew-invitation';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { approve } from '@/lib/domain/approvals/approve';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { revealCode, revealCodes } from '@/lib/domain/coupons/codes/reveal-code';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { correctCredit } from '@/lib/domain/sales/credits/correct-credit';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { exportCustomer } from '@/lib/domain/sales/customers/export-customer';
import { giveGoodwillCode } from '@/lib/domain/sales/customers/give-goodwill-code';
import { findDamagedPin } from '@/lib/domain/sales/pins/find-damaged-pin';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { addSaleContact } from '@/lib/domain/sales/sales/add-sale-contact';
import { correctPayment } from '@/lib/domain/sales/sales/correct-payment';
import { correctSalePin } from '@/lib/domain/sales/sales/correct-pin';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { enterSalePin, markSaleFailed } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { approveShift } from '@/lib/domain/sales/shifts/approve-shift';
import { closeShift } from '@/lib/domain/sales/shifts/close-shift';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { noFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { readRetention } from '@/lib/platform/settings/retention';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { createEndpoint } from '@/lib/platform/webhooks/create-endpoint';
import { rotateSecret } from '@/lib/platform/webhooks/rotate-secret';
import { updateEndpoint } from '@/lib/platform/webhooks/update-endpoint';

const test = openTestDatabase();
let admin: Context<UserActor>;
beforeAll(async () => {
  admin = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  await test.db.update(sessions).set({ provenAt: null }).where(eq(sessions.id, admin.actor.sessionId));
  await setSecurity(test.db, { stepUpMinutes: 5 });
});

const key = { name: 'Shop', expiresAt: null, couponLimit: 'all' as const, couponIds: [], networks: '' };
const webhook = { url: 'https://93.184.215.14/webhooks', eventTypes: ['codes.low' as const], description: null };
const noLimits = {
  ...{ saleHourAsk: null, saleHourStop: null, saleDayAsk: null, saleDayStop: null },
  ...{ revealHourAsk: null, revealHourStop: null, revealDayAsk: null, revealDayStop: null },
  ...{ searchHourAsk: null, searchHourStop: null, searchDayAsk: null, searchDayStop: null },
};
const credit = { integratorId: 1, amountPaisa: 100, reason: 'test' };

it.each<[string, (ctx: Context<UserActor>) => Promise<unknown>]>([
  [
    'a new publishable key',
    (ctx) => createPublishableKey(ctx, { integratorId: 1, origins: 'https://shop.example.com' }),
  ],
  ['a new API key', (ctx) => createIntegratorKey(ctx, { name: 'Shop', scopes: ['nettv:sell'], creditPaisa: 0 })],
  ['a replaced API key', (ctx) => replaceKey(ctx, { keyId: 1, overlapHours: 24 })],
  ['a changed API key', (ctx) => changeKey(ctx, { keyId: 1, ...key })],
  ['a company switched on', (ctx) => disableIntegrator(ctx, { id: 1, disabled: false })],
  ['credit that is topped up', (ctx) => topUpCredit(ctx, credit)],
  ['credit that is corrected', (ctx) => correctCredit(ctx, credit)],
  ['the terms of credit', (ctx) => setCreditTerms(ctx, { integratorId: 1, limitPaisa: 0, lowCreditPaisa: null })],
  ['the role of a member', (ctx) => changeRole(ctx, { userId: 1, role: 'viewer' })],
  ['an invitation', (ctx) => inviteUser(ctx, { email: 'gita@example.com', name: 'Gita', role: 'viewer' })],
  ['an invitation sent again', (ctx) => renewInvitation(ctx, { invitationId: 1 })],
  ['a reset password', (ctx) => resetPassword(ctx, { userId: 1 })],
  ['a member who is enabled', (ctx) => enableUser(ctx, { userId: 1 })],
  ['a new role', (ctx) => createRole(ctx, { name: 'Night shift', permissions: ['sales.sell'] })],
  ['a changed role', (ctx) => updateRole(ctx, { roleId: 1, name: 'Night shift', permissions: ['sales.sell'] })],
  ['a deleted role', (ctx) => deleteRole(ctx, { roleId: 1 })],
  ['a new webhook', (ctx) => createEndpoint(ctx, { ...webhook, integratorId: null })],
  ['a changed webhook', (ctx) => updateEndpoint(ctx, { id: 1, ...webhook })],
  ['a new secret of a webhook', (ctx) => rotateSecret(ctx, { id: 1 })],
  ['a limit that is lifted', (ctx) => liftLimit(ctx, { userId: 1, kind: 'sale' })],
  ['what needs a second person', (ctx) => updateFourEyes(ctx, { ...noFourEyes, was: noFourEyes })],
  ['an approval', (ctx) => approve(ctx, { id: 1 })],
  ['a changed retention', async (ctx) => updateRetention(ctx, await readRetention(ctx.db))],
  ['changed limits of people', (ctx) => updatePersonLimits(ctx, noLimits)],
  ['more unknown codes a minute', (ctx) => updateSettings(ctx, { wrongCodesPerMinute: 100_000 })],
  ['more requests a minute of a key', (ctx) => updateSettings(ctx, { v1PerMinute: 6_000_000 })],
  ['a longer time to void', (ctx) => updateSettings(ctx, { voidMinutes: 1440 })],
  ['sales without a shift', (ctx) => updateSettings(ctx, { companyName: 'A Company', shiftRequired: true })],
  ['codes exported in clear', (ctx) => exportCodes(ctx, { couponId: 1, filter: {}, clear: { reason: 'test' } })],
  ['the export of a customer', (ctx) => exportCustomer(ctx, { contact: 'a@example.com' })],
  ['the erasure of a customer', (ctx) => eraseCustomer(ctx, { contact: 'a@example.com', reason: 'test' })],
  ['several codes in clear', (ctx) => revealCodes(ctx, { couponId: 1, ids: [1, 2] })],
])('%s needs a fresh proof', async (_, run) => {
  await expect(run(admin)).rejects.toBeInstanceOf(NeedsProof);
});

describe('who was away', () => {
  const sale = { saleId: 1, reason: 'test' };
  const attempts: [string, (ctx: Context<UserActor>) => Promise<unknown>][] = [
    ['sells nothing', async (ctx) => sell(ctx, order(await makeStock(test.db, 1)))],
    ['voids no sale', (ctx) => voidSale(ctx, sale)],
    ['replaces no PIN', (ctx) => replaceSalePin(ctx, sale)],
    ['enters no PIN', (ctx) => enterSalePin(ctx, { ...sale, pin: 'ABCD-1234', confirmed: false })],
    ['corrects no PIN', (ctx) => correctSalePin(ctx, { ...sale, pin: 'ABCD-1234', confirmed: false })],
    ['marks no sale as refunded', (ctx) => markSaleRefunded(ctx, sale)],
    ['marks no sale as failed', (ctx) => markSaleFailed(ctx, sale)],
    [
      'gives no goodwill code',
      (ctx) => giveGoodwillCode(ctx, { ...sale, press: 'press-0123456789abcdef', couponId: 1 }),
    ],
    ['corrects no payment', (ctx) => correctPayment(ctx, { ...sale, paymentMethod: 'card' })],
    ['gives no goodwill', (ctx) => giveGoodwill(ctx, { ...sale, amountPaisa: 100 })],
    ['sees no PIN', (ctx) => revealSalePin(ctx, { saleId: 1 })],
    ['sends no PIN', (ctx) => resendDelivery(ctx, { deliveryId: 1 })],
    ['sees no code in clear', (ctx) => revealCode(ctx, { couponId: 1, codeId: 1 })],
    ['exports no code', (ctx) => exportCodes(ctx, { couponId: 1, filter: {}, clear: { reason: 'test' } })],
    ['rolls no redemption back', (ctx) => rollBackRedemption(ctx, { id: 1, reason: 'test' })],
    ['sends no PIN to a contact that a sale had not', (ctx) => addSaleContact(ctx, { saleId: 1, phone: '9841000001' })],
    ['finds no damaged PIN', (ctx) => findDamagedPin(ctx, { customer: '9841000001', readable: 'ABCDEF' })],
    ['closes no till', (ctx) => closeShift(ctx, { shiftId: 1, seenEntryId: 0, counted: { cash: 0 } })],
    ['approves no till', (ctx) => approveShift(ctx, { shiftId: 1 })],
    ['decides no request', (ctx) => approve(ctx, { id: 1 })],
    ['moves no credit', (ctx) => topUpCredit(ctx, credit)],
  ];

  it.each(attempts)('%s before they have shown who they are', async (_, run) => {
    const { ctx, read } = await makeSignedIn(test.db, 'admin', { at: new Date() });
    const away = { lastSeenAt: new Date(Date.now() - 31 * 60_000) };
    await test.db.update(sessions).set(away).where(eq(sessions.id, ctx.actor.sessionId));
    await expect(run({ ...ctx, actor: await read() })).rejects.toMatchObject({ code: 'was_away' });
  });

  it('goes on after a proof of their own, for which nobody else’s counts, and keys are not asked', async () => {
    const clock = { at: new Date() };
    const [away, other] = [
      await makeSignedIn(test.db, 'support', clock),
      await makeSignedIn(test.db, 'support', clock),
    ];
    clock.at = new Date(clock.at.getTime() + 31 * 60_000);
    const now = async ({ ctx, read }: typeof away) => ({ ...ctx, actor: await read() });
    const sold = async (ctx: Context<UserActor>) => sell(ctx, order(await makeStock(test.db, 1)));
    await proveByPassword(await now(other), { password: testPassword });
    await expect(sold(await now(away))).rejects.toBeInstanceOf(WasAway);
    await expect(proveByPassword(await now(away), { password: 'wrong' })).rejects.toThrow();
    await expect(sold(await now(away))).rejects.toBeInstanceOf(WasAway);
    await proveByPassword(await now(away), { password: testPassword });
    expect((await sold(await now(away))).sale.state).toBe('succeeded');
    const key = await makeKeyContext(test.db, ['codes:reveal']);
    await expect(revealCode(key, { couponId: 999_999, codeId: 1 })).rejects.toThrow(NotFound);
  });
});

it('a void needs one above the amount of the settings, and none below or without one', async () => {
  const sold = async () => {
    const { sale } = await sell(admin, order(await makeStock(test.db, 1)));
    return { saleId: sale.id, amountPaisa: sale.amountPaisa };
  };
  const { saleId, amountPaisa } = await sold();
  await setSecurity(test.db, { voidProofPaisa: amountPaisa - 1 });
  await expect(voidSale(admin, { saleId, reason: 'test' })).rejects.toBeInstanceOf(NeedsProof);
  await setSecurity(test.db, { voidProofPaisa: amountPaisa });
  expect(await voidSale(admin, { saleId, reason: 'test' })).toMatchObject({ state: 'voided' });
  await setSecurity(test.db, { voidProofPaisa: null });
  const other = await sold();
  expect(await voidSale(admin, { saleId: other.saleId, reason: 'test' })).toMatchObject({ state: 'voided' });
});

it('settings that are no safeguard need none, nor do those that stay as they are', async () => {
  const { voidMinutes, wrongCodesPerMinute } = await getSettings(test.db);
  const same = { voidMinutes, wrongCodesPerMinute, companyName: 'A Company', repeatSaleMinutes: 5 };
  expect(await updateSettings(admin, same)).toMatchObject(same);
});

it('a masked export and one code in clear need none', async () => {
  const refusal = await exportCodes(admin, { couponId: 999_999, filter: {} }).catch((error: unknown) => error);
  expect(refusal).not.toBeInstanceOf(NeedsProof);
  expect(await revealCodes(admin, { couponId: 999_999, ids: [1] })).toEqual(new Map());
});

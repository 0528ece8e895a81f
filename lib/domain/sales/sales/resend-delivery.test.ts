import { desc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { measureSms } from '@/lib/adapters/messaging/sms-segments';
import { contractTemplates } from '@/lib/adapters/messaging/suggested-texts';
import { Conflict, Forbidden, Invalid, NotFound, RateLimited } from '@/lib/core/errors';
import { listDeliveries } from '@/lib/domain/sales/deliveries/list-deliveries';
import { renderMessage } from '@/lib/domain/sales/deliveries/render-message';
import { resetMessageTemplate } from '@/lib/domain/sales/deliveries/reset-message-template';
import { resendDeliveryInput } from '@/lib/domain/sales/deliveries/schemas';
import { contractSms, type MadeSale, makeSale, queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { updateMessageTemplate } from '@/lib/domain/sales/deliveries/update-message-template';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { resendDelivery } from './resend-delivery';

const test = openTestDatabase();
const seller = prepared(() => makeUserContext(test.db, 'support'));
let sale: MadeSale;
let sms: number;
let email: number;

beforeEach(async () => {
  sale = await makeSale(test.db, seller.actor.id);
  await queueDeliveries(seller, { saleId: sale.saleId, phone: '+9779860848045', email: 'buyer@example.com' });
  [sms = 0, email = 0] = (await listDeliveries(seller, { saleId: sale.saleId })).map((row) => row.id);
});

const resend = (ctx: Context<UserActor>, deliveryId: number, recipient?: string, reason?: string) =>
  resendDelivery(ctx, resendDeliveryInput.parse({ deliveryId, recipient, reason }));

async function lastAudit() {
  const [row] = await test.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, sale.saleId))
    .orderBy(desc(auditEvents.id));
  return row;
}

describe('resendDelivery', () => {
  it('sends to the same contact, and what still waited gives way', async () => {
    const made = await resend(seller, sms);
    expect(made).toMatchObject({ channel: 'sms', recipient: '+9779860848045', state: 'queued', attempts: 0 });
    const rows = await listDeliveries(seller, { saleId: sale.saleId });
    expect(rows.map((row) => [row.id, row.state, row.error])).toEqual([
      [sms, 'failed', 'superseded'],
      [email, 'queued', null],
      [made.id, 'queued', null],
    ]);
    const jobs = await test.sql`select from pgboss.job where (data->>'deliveryId')::bigint = ${made.id}`;
    expect(jobs).toHaveLength(1);
  });

  it('sends to a corrected number, Devanagari digits too, and says so in the audit without the number', async () => {
    const made = await resend(seller, sms, '९८४-१२३४५६७');
    expect(made.recipient).toBe('+9779841234567');
    const audit = await lastAudit();
    expect(audit).toMatchObject({
      action: 'delivery.resent',
      data: { deliveryId: made.id, channel: 'sms', corrected: true },
    });
    expect(JSON.stringify(audit)).not.toContain('9841234567');
  });

  it('takes an empty field for the same contact', async () => {
    expect((await resend(seller, email, '  ')).recipient).toBe('buyer@example.com');
  });

  it('refuses what is no number or no address', async () => {
    await expect(resend(seller, sms, '12345')).rejects.toThrow(Invalid);
    await expect(resend(seller, email, '9841234567')).rejects.toThrow(Invalid);
  });

  it('buys nothing', async () => {
    const before = await test.db.$count(sales);
    await resend(seller, email, 'other@example.com');
    expect(await test.db.$count(sales)).toBe(before);
  });

  it('is limited to five an hour for one sale', async () => {
    for (let count = 0; count < 5; count++) await resend(seller, count % 2 ? sms : email);
    await expect(resend(seller, sms)).rejects.toThrow(RateLimited);
    const later = { ...seller, now: () => new Date(Date.now() + 3601_000) };
    expect((await resend(later, sms)).state).toBe('queued');
  });

  it('refuses a sale without a PIN', async () => {
    await test.db
      .update(sales)
      .set({ state: 'pin_missing', pinSealed: null, pinDigest: null, pinLastFour: null, settledAt: null })
      .where(eq(sales.id, sale.saleId));
    await expect(resend(seller, sms)).rejects.toThrow(Conflict);
  });

  it('goes to the same contact for anyone who sells', async () => {
    const other = await makeUserContext(test.db, 'support');
    expect((await resend(other, sms)).recipient).toBe('+9779860848045');
    expect((await resend(other, sms, '986-084 8045')).recipient).toBe('+9779860848045');
    expect((await resend(other, email, 'buyer@example.com')).recipient).toBe('buyer@example.com');
    expect(await lastAudit()).toMatchObject({ actorName: other.actor.name, data: { corrected: false } });
  });

  it('goes to another contact for the seller and, with a reason, for an admin; for nobody else', async () => {
    const other = await makeUserContext(test.db, 'support');
    const admin = await makeUserContext(test.db, 'admin');
    const [phone, address] = ['9841234567', 'other@example.com'];
    await expect(resend(other, sms, phone)).rejects.toThrow(Forbidden);
    await expect(resend(other, email, address, 'I am curious.')).rejects.toThrow(Forbidden);
    await expect(resend(admin, sms, phone)).rejects.toThrow(Invalid);
    await expect(resend(admin, email, address, '  ')).rejects.toThrow(Invalid);
    expect(await listDeliveries(seller, { saleId: sale.saleId })).toHaveLength(2);
    expect((await resend(admin, sms, phone, 'The customer called.')).recipient).toBe('+9779841234567');
    expect(await lastAudit()).toMatchObject({
      actorName: admin.actor.name,
      data: { corrected: true, reason: 'The customer called.' },
    });
    expect((await resend(seller, email, address)).recipient).toBe(address);
  });

  it('goes to another contact of an integrator’s sale for an admin only', async () => {
    const key = await makeKeyContext(test.db, ['nettv:sell']);
    const buyer = { sellerId: null, integratorId: key.actor.integratorId, apiKeyId: key.actor.id };
    await test.db.update(sales).set(buyer).where(eq(sales.id, sale.saleId));
    await expect(resend(seller, sms, '9841234567', 'Mine once.')).rejects.toThrow(Forbidden);
    const admin = await makeUserContext(test.db, 'admin');
    expect((await resend(admin, sms, '9841234567', 'They asked.')).state).toBe('queued');
  });

  it('is not for a seller who is no longer allowed to sell', async () => {
    const demoted = { ...seller, actor: { ...seller.actor, role: 'viewer' as const } };
    await expect(resend(demoted, sms)).rejects.toThrow(Forbidden);
    await expect(resend(demoted, sms, '9841234567')).rejects.toThrow(Forbidden);
  });

  it('refuses people who cannot sell, and a message that is not there', async () => {
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(resend(viewer, sms)).rejects.toThrow(Forbidden);
    await expect(resend(seller, 999_999)).rejects.toThrow(NotFound);
    expect(await listDeliveries(seller, { saleId: sale.saleId })).toHaveLength(2);
  });
});

describe('renderMessage', () => {
  it('gives the seller the SMS and the email in clear, each reading audited', async () => {
    expect(await renderMessage(seller, { deliveryId: sms, reason: undefined })).toEqual({
      channel: 'sms',
      recipient: '+9779860848045',
      subject: null,
      text: contractSms(sale.pin),
    });
    expect(await lastAudit()).toMatchObject({ actorName: seller.actor.name, subjectKind: 'sale' });
    const rendered = await renderMessage(seller, { deliveryId: email, reason: undefined });
    expect(rendered).toMatchObject({
      channel: 'email',
      recipient: 'buyer@example.com',
      subject: contractTemplates.email.subject,
    });
    expect(rendered.text).toContain(sale.pin);
    expect(await test.db.$count(auditEvents, eq(auditEvents.subjectId, sale.saleId))).toBe(2);
    expect(JSON.stringify(await lastAudit())).not.toContain(sale.pin);
  });

  it('reads as it would go out now', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    const body = '{product}, {amount}, {reference}, {company}: {pin}';
    const { version } = await updateMessageTemplate(admin, { channel: 'sms', subject: null, body, version: 0 });
    const { text } = await renderMessage(seller, { deliveryId: sms, reason: undefined });
    expect(text).toMatch(new RegExp(`^message test coupon, Rs 2,000, [0-9a-f]{24}, Coupon Desk: ${sale.pin}$`));
    expect(measureSms(text).encoding).toBe('gsm7');
    await resetMessageTemplate(admin, { channel: 'sms', version });
    expect((await renderMessage(seller, { deliveryId: sms, reason: undefined })).text).toBe(contractSms(sale.pin));
  });

  it('asks an admin for a reason, and refuses other sellers and viewers', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    const other = await makeUserContext(test.db, 'support');
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(renderMessage(admin, { deliveryId: sms, reason: undefined })).rejects.toThrow(Invalid);
    expect((await renderMessage(admin, { deliveryId: sms, reason: 'The SMS did not arrive.' })).text).toContain(
      sale.pin,
    );
    await expect(renderMessage(other, { deliveryId: sms, reason: undefined })).rejects.toThrow(Forbidden);
    await expect(renderMessage(viewer, { deliveryId: sms, reason: undefined })).rejects.toThrow(Forbidden);
  });
});

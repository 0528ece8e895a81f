import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/auth/testing';
import type { Context, UserActor } from '@/lib/context';
import { Conflict, Forbidden, Invalid, NotFound, RateLimited } from '@/lib/errors';
import { emailSubject, smsText } from '@/lib/messaging/message-texts';
import { enqueueDeliveries } from './enqueue-deliveries';
import { listDeliveries } from './list-deliveries';
import { renderMessage } from './render-message';
import { resendDelivery } from './resend-delivery';
import { resendDeliveryInput } from './schemas';
import { type MadeSale, makeSale } from './testing';

let test: TestDatabase;
let seller: Context<UserActor>;
let sale: MadeSale;
let sms: number;
let email: number;

beforeAll(async () => {
  test = await createTestDatabase();
  seller = await makeUserContext(test.db, 'support');
});
afterAll(() => test.close());

beforeEach(async () => {
  sale = await makeSale(test.db, seller.actor.id);
  await enqueueDeliveries(seller, { saleId: sale.saleId, phone: '+9779860848045', email: 'buyer@example.com' });
  [sms = 0, email = 0] = (await listDeliveries(seller, sale.saleId)).map((row) => row.id);
});

const resend = (ctx: Context<UserActor>, deliveryId: number, recipient?: string) =>
  resendDelivery(ctx, resendDeliveryInput.parse({ deliveryId, recipient }));

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
    const rows = await listDeliveries(seller, sale.saleId);
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

  it('refuses who may not sell, and a message that is not there', async () => {
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(resend(viewer, sms)).rejects.toThrow(Forbidden);
    await expect(resend(seller, 999_999)).rejects.toThrow(NotFound);
    expect(await listDeliveries(seller, sale.saleId)).toHaveLength(2);
  });
});

describe('renderMessage', () => {
  it('gives the seller the SMS and the email in clear, each reading audited', async () => {
    expect(await renderMessage(seller, { deliveryId: sms, reason: undefined })).toEqual({
      channel: 'sms',
      recipient: '+9779860848045',
      subject: null,
      text: smsText(sale.pin),
    });
    expect(await lastAudit()).toMatchObject({ actorName: seller.actor.name, subjectKind: 'sale' });
    const rendered = await renderMessage(seller, { deliveryId: email, reason: undefined });
    expect(rendered).toMatchObject({ channel: 'email', recipient: 'buyer@example.com', subject: emailSubject });
    expect(rendered.text).toContain(sale.pin);
    expect(await test.db.$count(auditEvents, eq(auditEvents.subjectId, sale.saleId))).toBe(2);
    expect(JSON.stringify(await lastAudit())).not.toContain(sale.pin);
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

import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { emailEvents, messageProviders } from '@/db/schema/messages';
import { sales } from '@/db/schema/sales';
import { auditEvents, rateLimits } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { Forbidden, Invalid, RateLimited } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { startResendFake } from '@/test/fakes/resend';
import { startSparrowFake } from '@/test/fakes/sparrow';
import { prepared } from '@/test/prepared';
import { expireDeliveries } from './expire-deliveries';
import { listProviders } from './list-providers';
import { recordEmailEvent } from './record-email-event';
import { sendDelivery } from './send-delivery';
import { sendTestMessage } from './send-test-message';
import { contractSms, makeSale, queueDeliveries } from './testing';

const test = openTestDatabase();
const sparrow = prepared(startSparrowFake);
const resend = prepared(startResendFake);
let admin: Context<UserActor>;
let clock = new Date();

beforeEach(async () => {
  clock = new Date();
  admin = await makeUserContext(test.db, 'admin', () => clock);
  for (const table of [messageProviders, deliveries, rateLimits]) await test.db.delete(table);
  for (const fake of [sparrow, resend]) fake.clearFaults();
  sparrow.messages.length = 0;
  resend.emails.length = 0;
  const { url: SPARROW_BASE_URL } = sparrow;
  const { url: RESEND_BASE_URL } = resend;
  const keys = { SPARROW_TOKEN: 'sparrow-token', SPARROW_FROM: 'CouponDesk', RESEND_API_KEY: 're_test' };
  set({ ...keys, EMAIL_FROM: 'desk@example.com', SPARROW_BASE_URL, RESEND_BASE_URL });
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function set(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  resetEnv();
}

const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000);
};
const system = () => ({ ...systemContext(test.db, 'test'), now: () => clock });

/** One message of a sale of its own, and the attempts of it. */
async function queue(contact: { phone?: string; email?: string }) {
  const { saleId, pin } = await makeSale(test.db, admin.actor.id);
  await queueDeliveries(admin, { saleId, phone: null, email: null, ...contact });
  const [row] = await test.db.select().from(deliveries).where(eq(deliveries.saleId, saleId));
  const deliveryId = row?.id ?? 0;
  return { deliveryId, pin, attempt: (attempt: number) => sendDelivery(system(), { deliveryId, attempt }) };
}
const queueSms = () => queue({ phone: '+9779860848045' });

async function provider(channel: 'sms' | 'email') {
  const all = await listProviders(admin);
  return all.find((one) => one.channel === channel);
}

describe('the state of the providers', () => {
  it('is unknown before the first message, and says what is not set', async () => {
    set({ SPARROW_FROM: '', RESEND_API_KEY: '', EMAIL_FROM: '' });
    const fresh = { lastSentAt: null, lastFailedAt: null, lastFailure: null, failingSince: null, waiting: 0 };
    expect(await listProviders(admin)).toMatchObject([
      { channel: 'sms', missing: ['SPARROW_FROM'], ...fresh },
      { channel: 'email', missing: ['RESEND_API_KEY', 'EMAIL_FROM'], ...fresh },
    ]);
  });

  it('is that of the last attempts: since when it fails, why, and how many wait, until one goes out', async () => {
    const since = clock.toISOString();
    const [one, two] = [await queueSms(), await queueSms()];
    sparrow.refuse(1012, 3);
    await one.attempt(1);
    later(1);
    await two.attempt(1);
    later(1);
    await one.attempt(2);
    const [failing, fine] = await listProviders(admin);
    expect(failing).toMatchObject({
      failingSince: since,
      lastFailedAt: clock.toISOString(),
      lastFailure: 'no_credit',
      needsAdmin: true,
      waiting: 2,
      lastSentAt: null,
    });
    expect(fine).toMatchObject({ failingSince: null, waiting: 0 });
    later(1);
    await one.attempt(3);
    expect(await provider('sms')).toMatchObject({
      failingSince: null,
      lastSentAt: clock.toISOString(),
      lastFailure: 'no_credit',
      waiting: 1,
    });
  });

  it.each([
    [1000, 'failed', 'request_invalid', true],
    [1001, 'queued', 'account_refused', true],
    [1002, 'queued', 'account_refused', true],
    [1003, 'queued', 'account_refused', true],
    [1004, 'queued', 'account_refused', true],
    [1005, 'queued', 'account_refused', true],
    [1006, 'queued', 'account_refused', true],
    [1007, 'failed', 'receiver_invalid', false],
    [1008, 'failed', 'sender_invalid', true],
    [1010, 'failed', 'request_invalid', true],
    [1011, 'failed', 'receiver_invalid', false],
    [1012, 'queued', 'no_credit', true],
    [1013, 'queued', 'no_credit', true],
  ])('after code %i of Sparrow the message is %s', async (code, state, error, isAlarm) => {
    const { deliveryId, attempt } = await queueSms();
    sparrow.refuse(code);
    await attempt(1);
    const [row] = await test.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(row).toMatchObject({ state, error, attempts: 1 });
    const sms = await provider('sms');
    expect([sms?.failingSince !== null, sms?.needsAdmin]).toEqual([isAlarm, isAlarm]);
    expect(sms?.waiting).toBe(state === 'queued' ? 1 : 0);
  });

  it.each([
    [429, 'rate_limit_exceeded', 'rate_limited', false],
    [500, 'application_error', 'provider_failed', false],
    [503, 'service_unavailable', 'provider_failed', false],
    [403, 'invalid_api_key', 'account_refused', true],
    [429, 'monthly_quota_exceeded', 'no_credit', true],
  ])('after %i %s of Resend the message waits', async (status, name, error, isAlarm) => {
    const { deliveryId, attempt } = await queue({ email: 'buyer@example.com' });
    resend.refuse(status, name);
    await attempt(1);
    const [row] = await test.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(row).toMatchObject({ state: 'queued', error });
    expect(await provider('email')).toMatchObject({ lastFailure: error, needsAdmin: isAlarm, waiting: 1 });
    later(1);
    await attempt(2);
    expect(await provider('email')).toMatchObject({ failingSince: null, waiting: 0 });
  });

  it('is seen by everyone who reads sales, and by no key', async () => {
    const viewer = await makeUserContext(test.db, 'viewer');
    expect(await listProviders(viewer)).toHaveLength(2);
    const key = await makeKeyContext(test.db, ['nettv:sell']);
    await expect(listProviders(key)).rejects.toThrow(Forbidden);
  });
});

describe('an event that comes before the sending is recorded', () => {
  it('is not lost', async () => {
    const { deliveryId, attempt } = await queue({ email: 'buyer@example.com' });
    // The first answer is lost: Resend has the email and sends its events, we do not know its id yet.
    resend.fault({ kind: 'cut-after' });
    await attempt(1);
    const providerId = resend.emails[0]?.id ?? '';
    await recordEmailEvent(system(), { messageId: 'early', providerId, type: 'bounced', at: clock });
    await attempt(2);
    const [row] = await test.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(row).toMatchObject({ state: 'bounced', providerId, attempts: 2 });
    expect(resend.emails).toHaveLength(1);
  });

  it('goes after two months', async () => {
    await recordEmailEvent(system(), { messageId: 'old', providerId: 'x', type: 'bounced', at: clock });
    later(59 * 24 * 60);
    await expireDeliveries(system());
    expect(await test.db.$count(emailEvents, eq(emailEvents.messageId, 'old'))).toBe(1);
    later(2 * 24 * 60);
    await expireDeliveries(system());
    expect(await test.db.$count(emailEvents, eq(emailEvents.messageId, 'old'))).toBe(0);
  });
});

describe('a test message', () => {
  it('goes to the admin’s own address with a PIN that opens nothing, and is no sale', async () => {
    const before = await test.db.$count(sales);
    expect(await sendTestMessage(admin, { channel: 'email' })).toEqual({ kind: 'sent', reason: null });
    expect(resend.emails).toMatchObject([{ to: [admin.actor.email] }]);
    expect(resend.emails[0]?.text).toContain('SAMPLEP1N00000000');
    expect(await test.db.$count(sales)).toBe(before);
    expect(await test.db.$count(deliveries)).toBe(0);
    expect(await provider('email')).toMatchObject({ lastSentAt: clock.toISOString() });
  });

  it('goes to the phone that is given, which is in no record', async () => {
    await sendTestMessage(admin, { channel: 'sms', phone: '९८६-०८४८०४५' });
    expect(sparrow.messages).toMatchObject([{ to: '9860848045', text: contractSms('SAMPLEP1N00000000') }]);
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, admin.actor.id));
    expect(events).toMatchObject([{ action: 'message.tested', data: { channel: 'sms' } }]);
    expect(JSON.stringify(events)).not.toContain('848045');
  });

  it('says why it was not taken', async () => {
    sparrow.refuse(1002);
    const sms = { channel: 'sms' as const, phone: '9860848045' };
    expect(await sendTestMessage(admin, sms)).toEqual({ kind: 'retry', reason: 'account_refused' });
    expect(await provider('sms')).toMatchObject({ failingSince: clock.toISOString(), needsAdmin: true });
    set({ SPARROW_TOKEN: '' });
    expect(await sendTestMessage(admin, sms)).toEqual({ kind: 'not_configured', reason: null });
    await expect(sendTestMessage(admin, { channel: 'sms', phone: '12' })).rejects.toThrow(Invalid);
  });

  it('is limited to ten an hour for one person', async () => {
    for (let count = 0; count < 10; count++) await sendTestMessage(admin, { channel: 'email' });
    await expect(sendTestMessage(admin, { channel: 'email' })).rejects.toThrow(RateLimited);
    const other = await makeUserContext(test.db, 'admin');
    expect((await sendTestMessage(other, { channel: 'email' })).kind).toBe('sent');
  });

  it('is for admins only', async () => {
    for (const role of ['support', 'viewer'] as const) {
      const ctx = await makeUserContext(test.db, role);
      await expect(sendTestMessage(ctx, { channel: 'email' })).rejects.toThrow(Forbidden);
      await expect(sendTestMessage(ctx, { channel: 'sms', phone: '9860848045' })).rejects.toThrow(Forbidden);
    }
    expect(resend.emails).toHaveLength(0);
    expect(sparrow.messages).toHaveLength(0);
  });
});

import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import { settings } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { startResendFake } from '@/test/fakes/resend';
import { startSparrowFake } from '@/test/fakes/sparrow';
import { prepared } from '@/test/prepared';
import { sendDelivery } from './send-delivery';
import { contractSms, type MadeSale, makeSale, queueDeliveries } from './testing';

type JobRow = { data: { deliveryId: number; attempt: number }; start_after: string };

const test = openTestDatabase();
const sparrow = prepared(startSparrowFake);
const resend = prepared(startResendFake);
const seller = prepared(() => makeUserContext(test.db, 'support', () => clock));
let sale: MadeSale;
let clock = new Date();

beforeEach(async () => {
  clock = new Date();
  sparrow.messages.length = 0;
  resend.emails.length = 0;
  resend.requests.length = 0;
  setKeys({
    SPARROW_TOKEN: 'sparrow-token',
    SPARROW_FROM: 'CouponDesk',
    SPARROW_BASE_URL: sparrow.url,
    RESEND_API_KEY: 're_test',
    EMAIL_FROM: 'desk@example.com',
    RESEND_BASE_URL: resend.url,
  });
  await test.sql`delete from pgboss.job`;
  sale = await makeSale(test.db, seller.actor.id);
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function setKeys(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  resetEnv();
}

async function queue(contact: { phone?: string; email?: string }): Promise<number> {
  await queueDeliveries(seller, { saleId: sale.saleId, phone: null, email: null, ...contact });
  const [row] = await test.db.select().from(deliveries).where(eq(deliveries.saleId, sale.saleId));
  return row?.id ?? 0;
}

const run = (deliveryId: number, attempt = 1) =>
  sendDelivery({ ...systemContext(test.db, 'test'), now: () => clock }, { deliveryId, attempt });

async function read(id: number) {
  const [row] = await test.db.select().from(deliveries).where(eq(deliveries.id, id));
  return row;
}

const waiting = (attempt: number) =>
  test.sql<JobRow[]>`select data, start_after from pgboss.job where (data->>'attempt')::int = ${attempt}`;

describe('one attempt', () => {
  it('sends the SMS of the contract to ten digits', async () => {
    const id = await queue({ phone: '+9779860848045' });
    await run(id);
    expect(sparrow.messages).toEqual([{ to: '9860848045', from: 'CouponDesk', text: contractSms(sale.pin) }]);
    expect(await read(id)).toMatchObject({ state: 'sent', attempts: 1, error: null, providerId: null });
  });

  it('sends the email with the company of the settings', async () => {
    const companyName = 'Himal Pay';
    await test.db
      .insert(settings)
      .values({ companyName })
      .onConflictDoUpdate({ target: settings.id, set: { companyName } });
    const id = await queue({ email: 'buyer@example.com' });
    await run(id);
    const [email] = resend.emails;
    expect(email).toMatchObject({ to: ['buyer@example.com'], from: 'desk@example.com' });
    expect(email?.text).toContain(`Your Coupon Code: ${sale.pin}`);
    expect(email?.text).toContain('Himal Pay');
    expect(email?.html).toContain(sale.pin);
    expect(await read(id)).toMatchObject({ state: 'sent', attempts: 1, providerId: email?.id });
  });

  it('ends at once when the receiver is refused', async () => {
    const id = await queue({ phone: '+9779860848045' });
    sparrow.refuse(1007);
    await run(id);
    expect(await read(id)).toMatchObject({ state: 'failed', attempts: 1, error: 'receiver_invalid' });
    expect(await waiting(2)).toHaveLength(0);
  });

  it('ends as not configured without keys, and claims no attempt', async () => {
    setKeys({ SPARROW_TOKEN: '', RESEND_API_KEY: '' });
    const sms = await queue({ phone: '+9779860848045' });
    await run(sms);
    expect(await read(sms)).toMatchObject({ state: 'not_configured', attempts: 0, error: null });
    sale = await makeSale(test.db, seller.actor.id);
    const email = await queue({ email: 'buyer@example.com' });
    await run(email);
    expect(await read(email)).toMatchObject({ state: 'not_configured', attempts: 0 });
    expect(await waiting(2)).toHaveLength(0);
  });

  it('says so when the sale has no PIN', async () => {
    const id = await queue({ phone: '+9779860848045' });
    await test.db
      .update(sales)
      .set({ state: 'pin_missing', pinSealed: null, pinDigest: null, pinLastFour: null, settledAt: null })
      .where(eq(sales.id, sale.saleId));
    await run(id);
    expect(await read(id)).toMatchObject({ state: 'failed', error: 'no_pin' });
    expect(sparrow.messages).toHaveLength(0);
  });
});

describe('further attempts', () => {
  it('tries again after a growing pause, then sends', async () => {
    const id = await queue({ phone: '+9779860848045' });
    sparrow.fault({ kind: 'answer', status: 503 });
    sparrow.fault({ kind: 'cut-before' });
    await run(id);
    expect(await read(id)).toMatchObject({ state: 'queued', attempts: 1, error: 'provider_failed' });
    const [second] = await waiting(2);
    expect(new Date(second?.start_after ?? 0).getTime() - clock.getTime()).toBe(30_000);
    await run(id, 2);
    expect(await read(id)).toMatchObject({ state: 'queued', attempts: 2, error: 'no_answer' });
    const [third] = await waiting(3);
    expect(new Date(third?.start_after ?? 0).getTime() - clock.getTime()).toBe(60_000);
    await run(id, 3);
    expect(await read(id)).toMatchObject({ state: 'sent', attempts: 3, error: null });
    expect(sparrow.messages).toHaveLength(1);
  });

  it('keeps a message while the account has no credit', async () => {
    const id = await queue({ phone: '+9779860848045' });
    sparrow.refuse(1013);
    await run(id);
    expect(await read(id)).toMatchObject({ state: 'queued', error: 'no_credit' });
  });

  it('ends after the last one, within the day that Resend keeps the key', async () => {
    const id = await queue({ email: 'buyer@example.com' });
    resend.refuse(500, 'application_error', 100);
    const begun = clock.getTime();
    let attempt = 0;
    let next: JobRow | undefined;
    do {
      attempt += 1;
      await run(id, attempt);
      [next] = await waiting(attempt + 1);
      if (next) clock = new Date(next.start_after);
    } while (next);
    resend.clearFaults();
    expect(attempt).toBe(13);
    expect(clock.getTime() - begun).toBeLessThan(23 * 3600_000);
    expect(await read(id)).toMatchObject({ state: 'failed', attempts: 13, error: 'provider_failed' });
  });

  it('gives up what is a day old', async () => {
    const id = await queue({ phone: '+9779860848045' });
    clock = new Date(clock.getTime() + 24 * 3600_000);
    await run(id);
    expect(await read(id)).toMatchObject({ state: 'failed', attempts: 0, error: 'too_late' });
    expect(sparrow.messages).toHaveLength(0);
  });
});

describe('a job that runs twice', () => {
  it('does nothing once its attempt is recorded', async () => {
    const id = await queue({ phone: '+9779860848045' });
    sparrow.fault({ kind: 'answer', status: 503 });
    await run(id);
    await run(id);
    expect(await waiting(2)).toHaveLength(1);
    await run(id, 2);
    await run(id, 2);
    expect(sparrow.messages).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('sends one email when the process dies between sending and recording', async () => {
    const id = await queue({ email: 'buyer@example.com' });
    await dieBeforeRecording(id);
    expect(resend.emails).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: 'queued', attempts: 0 });
    await run(id);
    expect(resend.requests).toHaveLength(2);
    const keys = new Set(resend.requests.map((request) => request.headers['idempotency-key']));
    expect(keys.size).toBe(1);
    expect(resend.emails).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: 'sent', attempts: 1, providerId: resend.emails[0]?.id });
  });

  it('may repeat an SMS, with the same PIN and no other', async () => {
    const id = await queue({ phone: '+9779860848045' });
    await dieBeforeRecording(id);
    await run(id);
    expect(sparrow.messages.map((message) => message.text)).toEqual([contractSms(sale.pin), contractSms(sale.pin)]);
    expect(await read(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  /** Holds the row so that the recording waits, then cancels it: sent, and nothing written about it. */
  async function dieBeforeRecording(id: number): Promise<void> {
    await test.sql.begin(async (holder) => {
      await holder`select from deliveries where id = ${id} for update`;
      const attempt = run(id).then(
        () => 'recorded',
        () => 'died',
      );
      const cancelled = async () => {
        const rows = await test.sql`select pg_cancel_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(rows).toHaveLength(1);
      };
      await vi.waitFor(cancelled, { timeout: 30_000 });
      expect(await attempt).toBe('died');
    });
  }
});

it('leaves no PIN in the tables of messages and jobs', async () => {
  const id = await queue({ phone: '+9779860848045' });
  sparrow.fault({ kind: 'answer', status: 500, body: `echo ${sale.pin}` });
  await run(id);
  const rows = await test.sql`select d::text || coalesce((select string_agg(j::text, '') from pgboss.job j), '') as all
    from deliveries d where d.id = ${id}`;
  expect(rows[0]?.all).toContain(String(id));
  expect(rows[0]?.all).not.toContain(sale.pin);
});

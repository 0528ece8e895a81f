import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { emailEvents } from '@/db/schema/messages';
import { openServed } from '@/lib/api/testing';
import { resetEnv } from '@/lib/core/env';
import { makeSale } from '@/lib/domain/sales/deliveries/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';

const secret = `whsec_${Buffer.alloc(24, 'r').toString('base64')}`;
const served = prepared(openServed);
let providerId: string;
let deliveryId: number;

afterAll(async () => vi.unstubAllEnvs());

beforeEach(async () => {
  vi.stubEnv('RESEND_WEBHOOK_SECRET', secret);
  resetEnv();
  const seller = await makeUserContext(served.db, 'support');
  const { saleId } = await makeSale(served.db, seller.actor.id);
  providerId = randomUUID();
  const row = {
    saleId,
    channel: 'email' as const,
    recipient: 'buyer@example.com',
    state: 'sent' as const,
    attempts: 1,
  };
  const [made] = await served.db
    .insert(deliveries)
    .values({ ...row, providerId })
    .returning();
  deliveryId = made?.id ?? 0;
});

const minute = (count: number) => new Date(Date.UTC(2026, 0, 1, 10, count)).toISOString();
const event = (type: string, at = minute(0), emailId = providerId) =>
  JSON.stringify({ type, created_at: at, data: { email_id: emailId, to: ['buyer@example.com'], subject: 'Yours' } });

type Signed = { id?: string; at?: Date; key?: string };

function signed(body: string, { id = `msg_${randomUUID()}`, at = new Date(), key = secret }: Signed = {}) {
  return {
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(key).sign(id, at, body),
    'content-type': 'application/json',
  };
}

const post = (body: string, headers: Record<string, string> = signed(body)) =>
  served.send({ method: 'POST', path: '/api/resend/webhooks', headers, body });
const send = async (type: string, at?: string) => expect((await post(event(type, at))).status).toBe(200);

async function stateNow(): Promise<string> {
  const [row] = await served.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
  return [row?.state, row?.error].filter(Boolean).join(': ');
}

describe('an event of an email', () => {
  it.each([
    ['email.delivered', 'delivered'],
    ['email.bounced', 'bounced'],
    ['email.complained', 'delivered: complained'],
    ['email.delivery_delayed', 'sent: delayed'],
    ['email.failed', 'failed: given_up'],
    ['email.suppressed', 'failed: suppressed'],
    ['email.opened', 'sent'],
    ['contact.created', 'sent'],
  ])('%s leaves it as "%s"', async (type, state) => {
    await send(type);
    expect(await stateNow()).toBe(state);
  });

  it('is read in the order in which it happened, whatever the order it comes in', async () => {
    await send('email.bounced', minute(5));
    await send('email.delivered', minute(1));
    expect(await stateNow()).toBe('bounced');
    await send('email.delivery_delayed', minute(9));
    expect(await stateNow()).toBe('bounced');
    await send('email.delivered', minute(7));
    expect(await stateNow()).toBe('delivered');
    await send('email.complained', minute(8));
    expect(await stateNow()).toBe('delivered: complained');
  });

  it('takes the more serious of two at the same instant', async () => {
    await send('email.bounced');
    await send('email.delivered');
    expect(await stateNow()).toBe('bounced');
  });

  it('counts once, however often it is sent', async () => {
    const bounced = event('email.bounced', minute(1));
    for (const at of [new Date(), new Date(), new Date(Date.now() - 60_000)]) {
      expect((await post(bounced, signed(bounced, { id: `once-${providerId}`, at }))).status).toBe(200);
    }
    expect(await served.db.$count(emailEvents, eq(emailEvents.providerId, providerId))).toBe(1);
    expect(await stateNow()).toBe('bounced');
  });

  it('ends in the same state when all events come at once', async () => {
    const types = ['email.delivered', 'email.bounced', 'email.complained', 'email.delivery_delayed'];
    await Promise.all(types.map((type, index) => send(type, minute(index))));
    expect(await stateNow()).toBe('delivered: complained');
  });

  it('of an email that is not ours is taken and changes nothing', async () => {
    const body = event('email.bounced', minute(0), randomUUID());
    expect((await post(body)).body).toEqual({ received: true });
    expect(await stateNow()).toBe('sent');
  });

  it('brings no waiting message out of the queue', async () => {
    await served.db.update(deliveries).set({ state: 'queued' }).where(eq(deliveries.id, deliveryId));
    await send('email.delivered');
    expect(await stateNow()).toBe('queued');
  });
});

describe('who can send events', () => {
  const other = `whsec_${Buffer.alloc(24, 'x').toString('base64')}`;

  it.each<[string, (body: string) => Record<string, string>]>([
    ['without a signature', () => ({ 'content-type': 'application/json' })],
    ['with another secret', (body) => signed(body, { key: other })],
    ['of another body', () => signed(event('email.delivered', minute(3)))],
    ['of another message', (body) => ({ ...signed(body), 'svix-id': 'msg_other' })],
    ['six minutes old', (body) => signed(body, { at: new Date(Date.now() - 360_000) })],
    ['of the future', (body) => signed(body, { at: new Date(Date.now() + 360_000) })],
    ['with a time that is none', (body) => ({ ...signed(body), 'svix-timestamp': 'now' })],
    ['with a key of ours', () => ({ authorization: 'Bearer cdk_nothing' })],
  ])('not one %s', async (_, headersOf) => {
    const body = event('email.bounced');
    const answer = await post(body, headersOf(body));
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('whsec');
    expect(await stateNow()).toBe('sent');
  });

  it('nobody while no secret is set', async () => {
    vi.stubEnv('RESEND_WEBHOOK_SECRET', '');
    resetEnv();
    const body = event('email.bounced');
    expect((await post(body)).status).toBe(401);
    vi.stubEnv('RESEND_WEBHOOK_SECRET', secret);
    resetEnv();
  });

  it('nothing that is no event, even when it is signed', async () => {
    for (const body of ['{', '', JSON.stringify({ type: 'email.bounced', data: {} })]) {
      expect((await post(body)).status).toBe(400);
    }
    for (const at of ['yesterday', null, 5]) {
      const body = JSON.stringify({ type: 'email.bounced', created_at: at, data: { email_id: providerId } });
      expect((await post(body)).status).toBe(400);
    }
    for (const body of ['null', '[]', '{"type":"toString"}']) expect((await post(body)).status).toBe(200);
    expect(await stateNow()).toBe('sent');
  });

  it('nobody with more than 16 KiB', async () => {
    const body = JSON.stringify({ type: 'email.bounced', filling: 'a'.repeat(16 * 1024) });
    expect((await post(body)).status).toBe(413);
  });

  it('only by POST', async () => {
    expect((await served.send({ path: '/api/resend/webhooks' })).status).toBe(405);
  });
});

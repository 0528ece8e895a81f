import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { prepared } from '@/test/prepared';
import { fresh, openBothModes } from './testing';

const modes = prepared(openBothModes);
const saleOf = async (reference: string) => (await modes.ask(modes.testKey, 'GET', `/api/v1/sales/${reference}`)).body;

it('what is pending is settled once the clock was moved, and webhooks say that it is no live event', async () => {
  const { ask, buy, testKey } = modes;
  const receiver = await startWebhookReceiver();
  const endpoint = { url: `${receiver.url}/in`, event_types: ['sale.succeeded', 'sale.pin_missing', 'sale.failed'] };
  const added = await ask(testKey, 'POST', '/api/v1/webhook_endpoints', endpoint);
  expect(added.status).toBe(201);
  const [sold, failed] = [fresh('test-pending-sold'), fresh('test-pending-failed')];
  await buy(testKey, sold);
  await buy(testKey, failed);
  expect(await saleOf(sold)).toMatchObject({ state: 'unknown', pin: null });
  const moved = await ask(testKey, 'POST', '/api/v1/test_clock', { advance_seconds: 900 });
  expect(moved).toMatchObject({ status: 200, body: { ahead_seconds: 900 } });
  await vi.waitFor(async () => {
    expect(await saleOf(sold)).toMatchObject({ state: 'succeeded', pin: expect.stringMatching(/^\w{8,}$/) });
    expect(await saleOf(failed)).toMatchObject({ state: 'failed' });
  }, 20_000);
  await vi.waitFor(() => expect(receiver.requests.length).toBeGreaterThanOrEqual(3), 20_000);
  const bodies = receiver.requests.map(({ body }) => JSON.parse(String(body)) as { livemode: boolean });
  expect(bodies.filter(({ livemode }) => livemode !== false)).toEqual([]);
  // By the receiver's own clock, however far that of test mode is ahead.
  expect(receiver.verify(receiver.requests.at(-1), String(added.body.secret))).toMatchObject({ livemode: false });
  // What is put off while the clock is ahead does not wait until that time really comes.
  await ask(testKey, 'POST', '/api/v1/test_clock', { advance_seconds: 10_000_000 });
  receiver.answers(500);
  const late = fresh('order');
  await buy(testKey, late);
  const times = () => receiver.requests.filter(({ body }) => String(body).includes(late)).length;
  await vi.waitFor(() => expect(times()).toBe(1), 20_000);
  receiver.answers(204);
  // An answer that is noted while the clock is reset is still put off by the clock of before, so it is reset again.
  const resetUntilSent = async () => {
    expect((await ask(testKey, 'DELETE', '/api/v1/test_clock')).body).toMatchObject({ ahead_seconds: 0 });
    expect(times()).toBeGreaterThan(1);
  };
  await vi.waitFor(resetUntilSent, { timeout: 20_000, interval: 500 });
  await receiver.close();
});

it('a hold ends when the clock is moved, for test mode alone', async () => {
  const { ask, liveKey, testKey } = modes;
  const once = () => ({ 'idempotency-key': randomUUID() });
  const hold = { code: 'TEST20', user: { id: '7' }, hold_seconds: 600 };
  const held = await ask(testKey, 'POST', '/api/v1/redemptions', hold, once());
  expect(held).toMatchObject({ status: 201, body: { state: 'held' } });
  await ask(testKey, 'POST', '/api/v1/test_clock', { advance_seconds: 601 });
  const path = `/api/v1/redemptions/${held.body.id}`;
  expect((await ask(testKey, 'GET', path)).body).toMatchObject({ state: 'lapsed' });
  expect((await ask(testKey, 'POST', '/api/v1/test_clock', { advance_seconds: 316_224_000 })).body).toMatchObject({
    code: 'too_far',
  });
  await ask(testKey, 'DELETE', '/api/v1/test_clock');
  for (const method of ['GET', 'DELETE']) {
    expect((await ask(liveKey, method, '/api/v1/test_clock')).status).toBe(404);
  }
});

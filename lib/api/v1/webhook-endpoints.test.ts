import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { idempotencyKeys } from '@/db/schema/integrators';
import { auditEvents } from '@/db/schema/team';
import { webhookDeliveries } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext, makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { mostOfCompany } from '@/lib/platform/webhooks/create-endpoint';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { deliveriesOf, makeEndpoint, saleData } from '@/lib/platform/webhooks/testing';
import { createApp } from '../app';

const test = openTestDatabase();
type Key = Awaited<ReturnType<typeof makeKeyContext>>;
let app: ReturnType<typeof createApp>;
let own: Key;
let other: Key;
beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  [own, other] = [await makeKeyContext(test.db, ['webhooks:write']), await makeKeyContext(test.db, ['webhooks:write'])];
});

// Addresses, not names: nothing is looked up.
const body = { url: 'https://93.184.215.14/webhooks', event_types: ['sale.succeeded'] };

async function send(
  method: string,
  path = '',
  { by = own, ...given }: { by?: Key; body?: unknown; once?: string; match?: string } = {},
) {
  const answer = await app.request(`/api/v1/webhook_endpoints${path}`, {
    method,
    headers: {
      authorization: `Bearer ${by.key}`,
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(given.once === undefined ? {} : { 'idempotency-key': given.once }),
      ...(given.match === undefined ? {} : { 'if-match': given.match }),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await answer.text();
  const [replayed, etag] = [answer.headers.get('idempotent-replayed'), answer.headers.get('etag') ?? ''];
  return { status: answer.status, text, body: JSON.parse(text), replayed, etag };
}

async function makeDelivered(by: Key): Promise<{ id: number; deliveryId: number }> {
  const { id } = (await send('POST', '', { by, body })).body;
  await publishEvent(by, { type: 'sale.succeeded', data: saleData, integratorId: by.actor.integratorId });
  await relayEvents(systemContext(test.db, 'test'));
  const [delivery] = await deliveriesOf(test.db, id);
  return { id, deliveryId: delivery?.id ?? 0 };
}

it('adds, lists, reads, changes and deletes what is its own company’s', async () => {
  const by = await makeKeyContext(test.db, ['webhooks:write']);
  const made = await send('POST', '', { by, body: { ...body, description: 'Shop' } });
  expect(made).toMatchObject({
    status: 201,
    body: { ...body, description: 'Shop', state: 'active', secret: expect.stringMatching(/^whsec_/) },
  });
  const { secret: _, ...shown } = made.body;
  expect((await send('GET', '', { by })).body).toEqual({ data: [shown], next: null });
  expect((await send('GET', `/${shown.id}`, { by })).body).toEqual(shown);
  const changed = { url: 'https://93.184.215.14/other', event_types: ['codes.low'] };
  expect((await send('PUT', `/${shown.id}`, { by, body: changed })).body).toMatchObject({
    ...changed,
    description: null,
  });
  expect((await send('POST', `/${shown.id}/disable`, { by })).body).toMatchObject({ state: 'disabled' });
  expect((await send('POST', `/${shown.id}/enable`, { by })).body).toMatchObject({ state: 'active' });
  expect((await send('DELETE', `/${shown.id}`, { by })).body).toEqual({ id: shown.id, deleted: true });
  expect((await send('GET', '', { by })).body.data).toEqual([]);
  expect((await send('GET', `/${shown.id}`, { by })).status).toBe(404);
  const audit = await test.db.select().from(auditEvents).where(eq(auditEvents.subjectId, shown.id));
  expect(audit.map(({ action, actorKind }) => [action, actorKind])).toEqual(
    ['created', 'updated', 'disabled', 'enabled', 'deleted'].map((what) => [`webhook.${what}`, 'key']),
  );
});

it('overwrites and deletes nothing that was changed since it was read, and says what is there now', async () => {
  const by = await makeKeyContext(test.db, ['webhooks:write']);
  const { id } = (await send('POST', '', { by, body })).body;
  const { etag: read } = await send('GET', `/${id}`, { by });
  const changed = { ...body, description: 'Of another' };
  expect((await send('PUT', `/${id}`, { by, body: changed, match: read })).status).toBe(200);
  for (const [method, sent] of [
    ['PUT', { ...body, description: 'Late' }],
    ['DELETE', undefined],
  ] as const) {
    const refused = await send(method, `/${id}`, { by, body: sent, match: read });
    expect(refused).toMatchObject({ status: 412, body: { code: 'precondition_failed', webhook: changed } });
    expect(refused.etag).toBe((await send('GET', `/${id}`, { by })).etag);
  }
  expect((await send('DELETE', `/${id}`, { by, match: 'yesterday' })).status).toBe(412);
  // What messages do to it is no change of it.
  await test.sql`update webhook_endpoints set failing_since = now() where id = ${id}`;
  const { etag: now } = await send('GET', `/${id}`, { by });
  await test.sql`update webhook_endpoints set failing_since = null where id = ${id}`;
  expect((await send('DELETE', `/${id}`, { by, match: now })).status).toBe(200);
});

it.each(['https://93.184.215.14/a b', 'https://93.184.215.14/a\r\nx: y', 'https://93.184.215.14/a\tb'])(
  'takes no address with white space in it, %j',
  async (url) => {
    expect(await send('POST', '', { body: { ...body, url } })).toMatchObject({
      status: 400,
      body: { fields: { url: ['Enter an address such as https://example.com/webhooks.'] } },
    });
  },
);

it('says of an id of 0 what an id is', async () => {
  expect((await send('GET', '/0')).body.fields).toEqual({ id: ['must be above 0'] });
});

it('lists deliveries with what was sent, and sends one again', async () => {
  const { id, deliveryId } = await makeDelivered(own);
  const { body: page } = await send('GET', `/${id}/deliveries?type=sale.succeeded`);
  expect(page).toMatchObject({ data: [{ id: deliveryId, state: 'pending', attempts_left: 10 }], next: null });
  expect((await send('GET', `/${id}/deliveries?state=failed`)).body.data).toEqual([]);
  const { body: one } = await send('GET', `/${id}/deliveries/${deliveryId}`);
  expect(JSON.parse(one.body)).toMatchObject({ type: 'sale.succeeded', data: saleData });
  const failed = { state: 'failed' as const, attempts: 10, nextAttemptAt: null, endedAt: new Date() };
  const set = () => test.db.update(webhookDeliveries).set(failed).where(eq(webhookDeliveries.id, deliveryId));
  await set();
  expect((await send('POST', `/${id}/deliveries/${deliveryId}/replay`)).body).toMatchObject({ state: 'pending' });
  await set();
  const since = '2026-01-01';
  expect((await send('POST', `/${id}/replay_failed`, { body: { since } })).body).toEqual({ replayed: 1, more: false });
});

describe('what is another company’s, or the desk’s own', () => {
  it('is answered as if it were not there, and stays as it was', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    const foreign = await makeDelivered(other);
    const ofDesk = await makeEndpoint(admin);
    const mine = await makeDelivered(own);
    const calls: [string, string, unknown?][] = [
      ['GET', ''],
      ['PUT', '', body],
      ['DELETE', ''],
      ...['rotate_secret', 'enable', 'disable'].map((call): [string, string] => ['POST', `/${call}`]),
      ['POST', '/replay_failed', { since: '2026-01-01T00:00:00Z' }],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${foreign.deliveryId}`],
      ['POST', `/deliveries/${foreign.deliveryId}/replay`],
    ];
    const before = await test.db.$count(auditEvents);
    for (const id of [foreign.id, ofDesk.id, 999_999]) {
      for (const [method, path, given] of calls) {
        const { status } = await send(method, `/${id}${path}`, given === undefined ? {} : { body: given });
        expect([method, id, path, status]).toEqual([method, id, path, 404]);
      }
    }
    // Nor by the way of an endpoint of its own.
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/replay'],
    ] as const) {
      expect((await send(method, `/${mine.id}/deliveries/${foreign.deliveryId}${path}`)).status).toBe(404);
    }
    expect(await test.db.$count(auditEvents)).toBe(before);
    const listed = (await send('GET')).body.data.map(({ id }: { id: number }) => id);
    expect(listed).toContain(mine.id);
    expect(listed).not.toEqual(expect.arrayContaining([foreign.id]));
    expect(listed).not.toEqual(expect.arrayContaining([ofDesk.id]));
  });

  it('is not made by naming it, and is refused without the scope', async () => {
    const given = { ...body, integrator_id: other.actor.integratorId };
    expect((await send('POST', '', { body: given })).status).toBe(400);
    const reader = await makeKeyContext(test.db, ['events:read']);
    expect((await send('GET', '', { by: reader })).status).toBe(403);
    expect((await send('POST', '', { by: reader, body })).status).toBe(403);
  });
});

it('has at most twenty, also when they are asked for at once', async () => {
  const by = await makeKeyContext(test.db, ['webhooks:write']);
  const answers = await Promise.all(Array.from({ length: mostOfCompany + 3 }, () => send('POST', '', { by, body })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(mostOfCompany);
  expect(answers.find(({ status }) => status !== 201)).toMatchObject({
    status: 409,
    body: { code: 'too_many_webhooks' },
  });
});

describe('a repeated request', () => {
  it('is given the secret again while it signs, and keeps none in clear', async () => {
    const first = await send('POST', '', { body, once: 'add-1' });
    expect(await send('POST', '', { body, once: 'add-1' })).toEqual({ ...first, replayed: 'true' });
    const rotated = await send('POST', `/${first.body.id}/rotate_secret`, { once: 'rotate-1' });
    expect(rotated.body.secret).not.toBe(first.body.secret);
    expect(await send('POST', `/${first.body.id}/rotate_secret`, { once: 'rotate-1' })).toEqual({
      ...rotated,
      replayed: 'true',
    });
    expect((await send('POST', '', { body, once: 'add-1' })).text).toBe(first.text);
    await send('POST', `/${first.body.id}/rotate_secret`);
    expect((await send('POST', '', { body, once: 'add-1' })).body.secret).toBe('whsec_…');
    const kept = JSON.stringify(await test.db.select().from(idempotencyKeys));
    for (const { secret } of [first.body, rotated.body]) expect(kept).not.toContain(secret.slice(6));
    const { integratorId: id, integratorName: name } = own.actor;
    const blind = await makeKeyOf(test.db, { id, name }, ['events:read']);
    expect((await send('POST', '', { by: blind, body, once: 'add-1' })).status).toBe(403);
  });
});

import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { integrators } from '@/db/schema/integrators';
import { auditEvents } from '@/db/schema/team';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { scopes } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';
import { createEndpoint, createEndpointWith } from './create-endpoint';
import { decryptSecret } from './encrypt-secret';
import { getEndpoint, listEndpoints } from './list-endpoints';
import { getWebhookDelivery, listWebhookDeliveries } from './list-webhook-deliveries';
import { replayDelivery } from './replay-delivery';
import { replayFailed } from './replay-failed';
import { rotateSecret } from './rotate-secret';
import { sendTest } from './send-test';
import { deleteEndpoint, disableEndpoint, enableEndpoint, restoreEndpoint } from './switch-endpoint';
import { loopback, makeEndpoint, publicAddress, publicUrl } from './testing';
import { updateEndpoint, updateEndpointWith } from './update-endpoint';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

async function rowOf(id: number) {
  const [row] = await test.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  if (!row) throw new Error('no such endpoint');
  return row;
}

async function actionsOn(id: number) {
  const rows = await test.db.select().from(auditEvents).where(eq(auditEvents.subjectId, id)).orderBy(auditEvents.id);
  return rows.filter((row) => row.subjectKind === 'webhook');
}

describe('a new endpoint', () => {
  it('gives its secret once; at rest it is encrypted, for this endpoint alone', async () => {
    const { id, secret } = await makeEndpoint(admin);
    const other = await makeEndpoint(admin);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(other.secret).not.toBe(secret);
    const row = await rowOf(id);
    const sealed = { sealed: row.secretSealed, sealingKeyId: row.secretSealingKeyId };
    expect(decryptSecret(sealed, id)).toBe(secret);
    expect(() => decryptSecret(sealed, other.id)).toThrow();
    const read = JSON.stringify([
      row,
      await listEndpoints(admin),
      await getEndpoint(admin, { id }),
      await actionsOn(id),
    ]);
    expect(read).not.toContain(secret.slice('whsec_'.length));
  });

  it('is listed, newest first, with what it listens to; the audit keeps its host and not its path', async () => {
    const url = 'https://hooks.example.com/in?token=4711';
    const { id } = await makeEndpoint(admin, { url, eventTypes: ['sale.succeeded', 'coupon.redeemed'] });
    const [first] = await listEndpoints(admin);
    expect(first).toMatchObject({ id, url, state: 'active', eventTypes: ['coupon.redeemed', 'sale.succeeded'] });
    const audit = await actionsOn(id);
    expect(audit).toMatchObject([{ action: 'webhook.created', data: { host: 'hooks.example.com' } }]);
    expect(JSON.stringify(audit)).not.toContain('4711');
  });

  it.each([
    ['http://hooks.example.com', 'https://'],
    ['https://name:word@hooks.example.com', 'user name'],
    ['https://hooks.example.com:25', 'port 443'],
    ['https://192.168.1.1', 'private network'],
    ['https://desk.internal', 'private network'],
  ])('at %s is refused in words', async (url, words) => {
    const refused = createEndpointWith(publicAddress)(admin, { url, eventTypes: ['codes.low'] });
    await expect(refused).rejects.toMatchObject({ fields: { url: [expect.stringContaining(words)] } });
  });

  it('whose name leads into a private network, or nowhere, is refused', async () => {
    const input = { url: publicUrl, eventTypes: ['codes.low' as const] };
    await expect(createEndpointWith(loopback)(admin, input)).rejects.toThrow(Invalid);
    await expect(createEndpointWith(async () => [])(admin, input)).rejects.toMatchObject({
      fields: { url: [expect.stringContaining('no address')] },
    });
  });

  it('asks for an event and for an integrator that exists', async () => {
    await expect(makeEndpoint(admin, { eventTypes: [] })).rejects.toMatchObject({
      fields: { eventTypes: [expect.stringContaining('at least one')] },
    });
    await expect(makeEndpoint(admin, { integratorId: 999_999 })).rejects.toMatchObject({
      fields: { integratorId: [expect.any(String)] },
    });
    const [integrator] = await test.db.insert(integrators).values({ name: 'Partner' }).returning();
    const { id } = await makeEndpoint(admin, { integratorId: integrator?.id ?? null });
    expect(await getEndpoint(admin, { id })).toMatchObject({ integratorName: 'Partner' });
  });
});

describe('an endpoint', () => {
  it('is changed, with the same checks; a new address starts with a clean record', async () => {
    const { id } = await makeEndpoint(admin);
    const failing = { failingSince: new Date(), flaggedAt: new Date() };
    await test.db.update(webhookEndpoints).set(failing).where(eq(webhookEndpoints.id, id));
    const change = { id, url: publicUrl, description: ' Our own ', eventTypes: ['codes.low' as const] };
    await updateEndpointWith(publicAddress)(admin, change);
    const changed = { state: 'flagged', description: 'Our own', eventTypes: ['codes.low'] };
    expect(await getEndpoint(admin, { id })).toMatchObject(changed);
    await expect(updateEndpointWith(loopback)(admin, change)).rejects.toThrow(Invalid);
    await updateEndpointWith(publicAddress)(admin, { ...change, url: `${publicUrl}/2` });
    expect(await getEndpoint(admin, { id })).toMatchObject({ state: 'active', failingSince: null });
  });

  it('gets a new secret, next to which the old one is valid for 24 hours', async () => {
    const made = await makeEndpoint(admin);
    const now = new Date('2026-11-03T06:00:00Z');
    const rotated = await rotateSecret({ ...admin, now: () => now }, { id: made.id });
    expect(rotated.secret).not.toBe(made.secret);
    const row = await rowOf(made.id);
    expect(row.oldSecretExpiresAt).toEqual(new Date('2026-11-04T06:00:00Z'));
    const old = { sealed: row.oldSecretSealed ?? Buffer.alloc(0), sealingKeyId: row.oldSecretSealingKeyId ?? 0 };
    expect(decryptSecret(old, made.id)).toBe(made.secret);
    const later = { ...admin, now: () => new Date('2026-11-04T06:00:01Z') };
    expect((await getEndpoint(later, { id: made.id })).oldSecretUntil).toBeNull();
    expect(JSON.stringify(await actionsOn(made.id))).not.toContain('whsec_');
  });

  it('is switched off and on, deleted and restored; a second time changes nothing', async () => {
    const { id } = await makeEndpoint(admin);
    const stateAfter = async (change: typeof disableEndpoint) => {
      await change(admin, { id });
      await change(admin, { id });
      return (await getEndpoint(admin, { id })).state;
    };
    expect(await stateAfter(disableEndpoint)).toBe('disabled');
    expect(await stateAfter(enableEndpoint)).toBe('active');
    expect(await stateAfter(deleteEndpoint)).toBe('deleted');
    expect((await listEndpoints(admin)).map((endpoint) => endpoint.id)).not.toContain(id);
    await expect(disableEndpoint(admin, { id })).rejects.toThrow(NotFound);
    await expect(rotateSecret(admin, { id })).rejects.toThrow(NotFound);
    expect(await stateAfter(restoreEndpoint)).toBe('active');
    const names = ['created', 'disabled', 'enabled', 'deleted', 'restored'].map((name) => `webhook.${name}`);
    expect((await actionsOn(id)).map((event) => event.action)).toEqual(names);
  });
});

it('is for admins and for keys with its scope: support, viewers and other keys are refused everything', async () => {
  const { id } = await makeEndpoint(admin);
  const input = { url: publicUrl, description: null, eventTypes: ['codes.low' as const] };
  const since = new Date().toISOString();
  const others = await Promise.all([
    makeUserContext(test.db, 'support'),
    makeUserContext(test.db, 'viewer'),
    makeKeyContext(
      test.db,
      scopes.filter((scope) => scope !== 'webhooks:write'),
    ),
  ]);
  for (const ctx of others) {
    const attempts: (() => Promise<unknown>)[] = [
      () => createEndpoint(ctx, input),
      () => updateEndpoint(ctx, { id, ...input }),
      () => rotateSecret(ctx, { id }),
      ...[disableEndpoint, enableEndpoint, deleteEndpoint, restoreEndpoint].map(
        (change) => async () => change(ctx, { id }),
      ),
      () => sendTest(ctx, { id }),
      () => replayDelivery(ctx, { deliveryId: 1 }),
      () => replayFailed(ctx, { endpointId: id, since }),
      () => listEndpoints(ctx),
      () => getEndpoint(ctx, { id }),
      () => listWebhookDeliveries(ctx, { endpointId: id }),
      () => getWebhookDelivery(ctx, { deliveryId: 1 }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(Forbidden);
  }
  expect(await getEndpoint(admin, { id })).toMatchObject({ state: 'active', url: publicUrl });
});

import { asc } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { apiKeyNetworks, securityEvents } from '@/db/schema/security';
import { openTestDatabase } from '@/db/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { forgetKeyNetworks, noteKeyUse } from './note-key-use';
import { makeKeyContext } from './testing';

const test = openTestDatabase();
const now = new Date('2026-11-03T06:15:00Z');
beforeEach(async () => {
  await flushSecurityEvents();
  await test.sql`truncate security_events`;
  forgetKeyNetworks();
});

async function events() {
  await flushSecurityEvents();
  return test.db.select().from(securityEvents).orderBy(asc(securityEvents.apiKeyId));
}

async function makeKey() {
  const { actor } = await makeKeyContext(test.db, ['nettv:sell']);
  const use = (address: string) =>
    noteKeyUse(
      test.db,
      { state: 'ok', actor, perMinute: { v1: 1, management: 1, nettv: 1 }, publishable: null },
      { origin: { address } },
      now,
    );
  return { actor, use };
}

it('learns where a key is used from first, and records each further network once', async () => {
  const { actor, use } = await makeKey();
  await use('203.0.113.9');
  await use('203.0.113.9');
  expect(await events()).toEqual([]);
  await use('198.51.100.7');
  forgetKeyNetworks();
  await use('198.51.100.7');
  expect(await events()).toMatchObject([
    { kind: 'key.new_network', actorKind: 'key', apiKeyId: actor.id, address: '198.51.100.7', count: 1 },
  ]);
});

it('records a network that many requests come from at once a single time', async () => {
  const { use } = await makeKey();
  await use('203.0.113.9');
  const together = Array.from({ length: 8 }, () => {
    forgetKeyNetworks();
    return use('198.51.100.8');
  });
  await Promise.all(together);
  expect(await events()).toMatchObject([{ kind: 'key.new_network', count: 1 }]);
});

it('keeps a bounded number of networks of a key, and still records those beyond', async () => {
  const { actor, use } = await makeKey();
  await test.sql`insert into api_key_networks (api_key_id, network) select ${actor.id}, 'n' || n from generate_series(1, 500) n`;
  await use('203.0.113.9');
  expect(await test.db.$count(apiKeyNetworks)).toBeLessThan(510);
  expect(await events()).toMatchObject([{ kind: 'key.new_network' }]);
});

it('records why a key is refused, and which one it was', async () => {
  const { actor } = await makeKey();
  const use = { origin: { address: '203.0.113.9' } };
  const key = {
    keyId: actor.id,
    integratorId: actor.integratorId,
    integratorName: actor.integratorName,
    publishable: null,
  };
  await noteKeyUse(test.db, { state: 'revoked', ...key }, use, now);
  await noteKeyUse(test.db, { state: 'unknown' }, use, now);
  expect(await events()).toMatchObject([
    { kind: 'key.refused', actorKind: 'stranger', apiKeyId: actor.id, data: { reason: 'revoked' } },
    { kind: 'key.refused', actorKind: 'stranger', apiKeyId: null, data: { reason: 'unknown' } },
  ]);
});

import { eq } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import { oidcIdentities } from '@/db/schema/oidc';
import { securityEvents } from '@/db/schema/security';
import { sessions } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { listProofWays } from '@/lib/domain/access/factors/prove';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import type { OidcIdentity } from '@/lib/platform/oidc/identity';
import { configureProvider } from '@/lib/platform/oidc/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { proveWithProvider } from './prove-with-provider';

const test = openTestDatabase();
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

const issuer = 'https://login.example.com';
const clock = { at: new Date('2026-11-10T08:00:00Z') };

/** Somebody who is signed in, and who the provider says they are. */
async function makeLinked(subject: string) {
  const { ctx } = await makeSignedIn(test.db, 'support', { at: new Date('2026-11-10T06:00:00Z') });
  await test.db.insert(oidcIdentities).values({ issuer, subject, userId: ctx.actor.id });
  const identity: OidcIdentity = {
    ...{ issuer, subject, email: ctx.actor.email, name: undefined, answersForDomain: false, groups: [] },
    authenticatedAt: clock.at,
  };
  return { ctx: { ...ctx, now: () => clock.at, origin: { address: '198.51.100.7' } }, identity };
}

async function provenSessions(userId: number): Promise<number> {
  const rows = await test.db.select({ at: sessions.provenAt }).from(sessions).where(eq(sessions.userId, userId));
  return rows.filter(({ at }) => at?.getTime() === clock.at.getTime()).length;
}

it('confirms the session of the request, and no other of the same person', async () => {
  const { ctx, identity } = await makeLinked('sita');
  await proveWithProvider(ctx, identity);
  expect(await provenSessions(ctx.actor.id)).toBe(1);
});

it("refuses somebody else's account there, and one that is linked to nobody, and records it", async () => {
  const { ctx, identity } = await makeLinked('gita');
  const other = await makeLinked('hari');
  const elsewhere = { ...identity, issuer: 'https://elsewhere.example' };
  for (const wrong of [other.identity, { ...identity, subject: 'nobody' }, elsewhere]) {
    await expect(proveWithProvider(ctx, wrong)).rejects.toMatchObject({ reason: 'not_you' });
  }
  expect(await provenSessions(ctx.actor.id)).toBe(0);
  await flushSecurityEvents();
  const events = await test.db.select().from(securityEvents).where(eq(securityEvents.userId, ctx.actor.id));
  expect(events).toMatchObject([
    { kind: 'second_factor.failed', count: 3, address: '198.51.100.7', data: { what: 'confirmation by provider' } },
  ]);
});

it('is offered to people whose account there is linked, while the provider is configured', async () => {
  const { ctx } = await makeLinked('maya');
  const { ctx: unlinked } = await makeSignedIn(test.db, 'support', clock);
  expect((await listProofWays(ctx)).providers).toEqual([]);
  configureProvider({ issuer }, { OIDC_PROVIDERS: 'office', OIDC_OFFICE_LABEL: 'Our office' });
  expect((await listProofWays(ctx)).providers).toEqual([{ name: 'office', label: 'Our office' }]);
  expect((await listProofWays(unlinked)).providers).toEqual([]);
  expect((await listProofWays(ctx)).totp).toBe(false);
});

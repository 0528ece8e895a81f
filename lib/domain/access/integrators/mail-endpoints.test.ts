import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { setWebhookMails } from '@/lib/domain/access/team/own-mails';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { disableEndpoint } from '@/lib/platform/webhooks/switch-endpoint';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { connectEmail } from '@/test/connect-email';
import { type ResendFake, startResendFake } from '@/test/fakes/resend';
import { mailEndpoints } from './mail-endpoints';

let test: TestDatabase;
let resend: ResendFake;
let owner: Context<UserActor>;
let other: Context<UserActor>;

beforeEach(async () => {
  [test, resend] = await Promise.all([createTestDatabase(), startResendFake()]);
  owner = await makeUserContext(test.db, 'admin');
  other = await makeUserContext(test.db, 'admin');
  await makeUserContext(test.db, 'support');
  connectEmail(resend);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await resend.close();
  await test.close();
});

const run = () => mailEndpoints(systemContext(test.db, 'test'));
const flag = (
  id: number,
) => test.sql`update webhook_endpoints set failing_since = '2026-11-27T10:00:00Z', flagged_at = now()
  where id = ${id}`;
const recover = (id: number) =>
  test.sql`update webhook_endpoints set failing_since = null, flagged_at = null where id = ${id}`;
const mails = () => resend.emails.map(({ to, subject }) => [to[0], subject.split(': ')[1]]);
const down = 'the webhook at hooks.example.com takes nothing';
const up = 'the webhook at hooks.example.com takes messages again';

it('mails who added it once that it takes nothing, and once that it does again', async () => {
  const { id } = await makeEndpoint(owner);
  await run();
  await flag(id);
  await run();
  await run();
  expect(mails()).toEqual([[owner.actor.email, down]]);
  expect(resend.emails[0]?.text).toContain('since 27 Nov 2026, 15:45 Kathmandu');
  expect(resend.emails[0]?.text).toContain(`https://desk.example.com/webhooks/${id}`);
  await recover(id);
  await run();
  await run();
  expect(mails()).toEqual([
    [owner.actor.email, down],
    [owner.actor.email, up],
  ]);
});

it('mails everybody who can change it when who added it cannot any more, and nobody who does not want it', async () => {
  const { id } = await makeEndpoint(owner);
  await test.sql`update users set disabled_at = now() where id = ${owner.actor.id}`;
  const third = await makeUserContext(test.db, 'admin');
  await setWebhookMails(third, { wanted: false });
  await flag(id);
  await run();
  expect(mails()).toEqual([[other.actor.email, down]]);
});

it('waits while the provider fails, and forgets what is switched off', async () => {
  const { id } = await makeEndpoint(owner);
  await flag(id);
  resend.refuse(429, 'rate_limit_exceeded', 1);
  await run();
  expect(mails()).toEqual([]);
  await run();
  expect(mails()).toHaveLength(1);
  await disableEndpoint(owner, { id });
  await recover(id);
  await run();
  await test.sql`update webhook_endpoints set disabled_at = null, disabled_reason = null`;
  await run();
  expect(mails()).toHaveLength(1);
});

it('is a choice of those alone who can change webhooks', async () => {
  for (const role of ['supervisor', 'support', 'viewer'] as const) {
    const ctx = await makeUserContext(test.db, role);
    await expect(setWebhookMails(ctx, { wanted: false })).rejects.toMatchObject({ code: 'forbidden' });
  }
});

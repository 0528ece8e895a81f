import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { sendQueuedAccountEmail } from '@/lib/domain/access/team/send-queued-account-email';
import { deskUrl, queuedEmails, startMail, stopMail } from '@/lib/domain/access/team/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { FakePasskey } from '@/lib/platform/factors/testing';
import { startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { getOwnFactors } from './get-own-factors';
import { addPasskey, askToAddPasskey, deletePasskey, renamePasskey } from './own-passkeys';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { resetFactors } from './reset-factors';
import { makeSignedIn } from './testing';

const test = openTestDatabase();
const resend = prepared(startResendFake);
beforeEach(async () => {
  resend.emails.length = 0;
  await test.sql`delete from pgboss.job`;
  startMail(resend);
});
afterEach(() => stopMail());

const clock = { at: new Date('2026-11-10T08:00:00Z') };

async function addOne(ctx: Context<UserActor>): Promise<void> {
  await addPasskey(ctx, { name: 'Laptop', answer: new FakePasskey().create(await askToAddPasskey(ctx)) });
}

async function sendQueued(): Promise<void> {
  const system = { ...systemContext(test.db, 'test'), now: () => clock.at };
  for (const data of await queuedEmails(test)) await sendQueuedAccountEmail(system, data);
}

it('informs people of every change of their second factors, and of none that failed', async () => {
  const { ctx } = await makeSignedIn(test.db, 'viewer', clock);
  await addOne(ctx);
  await renewRecoveryCodes(ctx);
  const [passkey] = (await getOwnFactors(ctx)).passkeys;
  const passkeyId = passkey?.id ?? 0;
  await renamePasskey(ctx, { passkeyId, name: 'Old laptop' });
  await deletePasskey(ctx, { passkeyId });
  await expect(deletePasskey(ctx, { passkeyId })).rejects.toThrow();
  await expect(renewRecoveryCodes(ctx)).rejects.toThrow();
  const asked = { userId: ctx.actor.id, askedAt: clock.at.getTime() };
  expect(await queuedEmails(test)).toEqual([
    { kind: 'passkey_added', ...asked },
    { kind: 'recovery_codes_renewed', ...asked },
    { kind: 'passkey_deleted', ...asked },
  ]);
  await sendQueued();
  expect(resend.emails).toHaveLength(3);
  expect(resend.emails[0]).toMatchObject({
    to: [ctx.actor.email],
    subject: 'Your ways to sign in to Coupon Desk were changed',
    text: expect.stringContaining('A passkey was added to your account.'),
  });
  expect(resend.emails[0]?.text).toContain(`${deskUrl}/forgot-password`);
});

it('informs people of factors that an admin reset', async () => {
  const { ctx: admin } = await makeSignedIn(test.db, 'admin', clock);
  const { ctx } = await makeSignedIn(test.db, 'viewer', clock);
  await addOne(ctx);
  await test.sql`delete from pgboss.job`;
  await resetFactors(admin, { userId: ctx.actor.id, identity: 'in_person' });
  await sendQueued();
  expect(resend.emails).toMatchObject([{ to: [ctx.actor.email], text: expect.stringContaining('has reset') }]);
});

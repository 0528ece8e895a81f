import { afterEach, beforeEach, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { findSessionUser } from '@/lib/platform/auth/session';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeUserContext, signInAtOnce } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { JobData } from '@/lib/platform/jobs/jobs';
import { type ResendFake, startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { acceptInvitation } from './accept-invitation';
import { createUser } from './create-user';
import { inviteUser } from './invite-user';

export const deskUrl = 'https://desk.example.com';

/** The desk sends its mail to the fake provider, until `stopMail`. */
export function startMail(resend: ResendFake): void {
  const values = { RESEND_API_KEY: 're_test', EMAIL_FROM: 'desk@example.com', RESEND_BASE_URL: resend.url };
  for (const [name, value] of Object.entries({ ...values, PUBLIC_URL: deskUrl })) vi.stubEnv(name, value);
  resetEnv();
}

export function stopMail(): void {
  vi.unstubAllEnvs();
  resetEnv();
}

/** The token of the link in a text or a path. */
export const tokenIn = (text: string | null | undefined): string => /#([\w-]{43})/.exec(text ?? '')?.[1] ?? '';

/** As a stranger's browser asks. */
export const visitor = (test: TestDatabase, now: () => Date = () => new Date(), address = '198.51.100.7') => ({
  ...systemContext(test.db, 'Sign-in page'),
  now,
  origin: { address },
});

export const choice = (token: string, password = 'three blind mice run') => ({ token, password, repeated: password });

/** Somebody whom the admin invited, and who chose a password. */
export async function makeMember(test: TestDatabase, admin: Context<UserActor>, email: string): Promise<void> {
  const { path } = await inviteUser(admin, { email, name: 'Sita Sharma', role: 'support' });
  await acceptInvitation(visitor(test, admin.now), choice(tokenIn(path)));
}

/** The emails that wait to be sent, the oldest first. */
export async function queuedEmails(test: TestDatabase): Promise<JobData<'send-account-email'>[]> {
  const rows = await test.sql<{ data: JobData<'send-account-email'> }[]>`
    select data from pgboss.job where name = 'send-account-email' order by created_on`;
  return rows.map(({ data }) => data);
}

export const old = 'see how they run away';
export const chosen = 'three blind mice run';

/** For a file of tests: a database of its own, mail, a clock, and people who are signed in with `old` as their password. */
export function providePeople() {
  const test = openTestDatabase({ max: 8 });
  const resend = prepared(startResendFake);
  const start = new Date('2026-11-10T08:00:00Z');
  const clock = { at: start };
  const now = () => clock.at;
  const admin = prepared(() => makeUserContext(test.db, 'admin', now));
  beforeEach(async () => {
    clock.at = start;
    resend.emails.length = 0;
    await test.sql`delete from pgboss.job`;
    startMail(resend);
  });
  afterEach(() => {
    resend.clearFaults();
    stopMail();
  });

  let serial = 0;
  /** Of each person by email: the browser that they sign in with. */
  const browsers = new Map<string, string>();
  async function makePerson() {
    const email = `person-${++serial}@example.com`;
    const given = { email, name: 'Sita', role: 'support' as const, password: old };
    const user = await createUser(systemContext(test.db, 'test'), given);
    const request = { email, password: old, address: `10.8.0.${serial}` };
    const { sessionToken, device } = await signInAtOnce(test.db, request, clock.at);
    browsers.set(email, device);
    return { id: user.id, email, isIn: async () => (await findSessionUser(test.db, sessionToken, clock.at)) !== null };
  }
  const deviceOf = (email: string) => browsers.get(email);
  const enter = (email: string, password: string) =>
    signIn(test.db, { email, password, address: `10.8.0.${serial}`, device: deviceOf(email) }, clock.at);
  return {
    test,
    resend,
    admin,
    clock,
    now,
    /** How many people there are. */ made: () => serial,
    makePerson,
    deviceOf,
    enter,
  };
}

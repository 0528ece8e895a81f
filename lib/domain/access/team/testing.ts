import { vi } from 'vitest';
import type { TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { JobData } from '@/lib/platform/jobs/jobs';
import type { ResendFake } from '@/test/fakes/resend';
import { acceptInvitation } from './accept-invitation';
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

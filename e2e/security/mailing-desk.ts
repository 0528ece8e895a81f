import type { Page } from '@playwright/test';
import type { OpenDatabase } from '@/db/client';
import { createUser } from '@/lib/domain/access/team/create-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import { systemContext } from '@/lib/platform/context/context';
import type { Role } from '@/lib/platform/context/roles';
import { type ResendFake, startResendFake } from '@/test/fakes/resend';
import { expect } from '../fixtures';
import { freePort, openOwnDatabase, startOwnServer } from '../server/own-server';
import { fillSignIn, type Member } from '../sign-in';

export type MailingDesk = {
  url: string;
  db: OpenDatabase['db'];
  resend: ResendFake;
  makeMember: (role: Role) => Promise<Member>;
  /** The link in the last email to somebody, once there are `count` of them. */
  linkTo: (email: string, count?: number) => Promise<string>;
  close: () => Promise<void>;
};

/** A desk of the test's own that knows its address and sends its mail to a fake provider. */
export async function openMailingDesk(): Promise<MailingDesk> {
  const [database, resend, port] = await Promise.all([openOwnDatabase(), startResendFake(), freePort()]);
  // Browsers make passkeys for a name, not for an address.
  const url = `http://localhost:${port}`;
  const mail = { RESEND_API_KEY: 're_test', EMAIL_FROM: 'desk@example.com', RESEND_BASE_URL: resend.url };
  Object.assign(process.env, mail, { PUBLIC_URL: url });
  const child = await startOwnServer(port).finally(() => {
    for (const name of [...Object.keys(mail), 'PUBLIC_URL']) delete process.env[name];
  });
  const emailsTo = (email: string) => resend.emails.filter(({ to }) => to.includes(email));
  return {
    url,
    db: database.db,
    resend,
    async makeMember(role) {
      const serial = crypto.randomUUID().slice(0, 8);
      const input = { email: `${role}-${serial}@example.com`, name: `Test ${role} ${serial}`, role };
      const password = generatePassword();
      const { id } = await createUser(systemContext(database.db, 'Browser test'), { ...input, password });
      return { id, ...input, password };
    },
    async linkTo(email, count = 1) {
      await expect.poll(() => emailsTo(email).length).toBe(count);
      return /https?:\/\/\S+#\S+/.exec(emailsTo(email).at(-1)?.text ?? '')?.[0] ?? '';
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await Promise.all([database.close(), resend.close()]);
    },
  };
}

export async function enter(page: Page, { url }: MailingDesk, member: Pick<Member, 'email' | 'password'>) {
  await page.goto(`${url}/sign-in`);
  await fillSignIn(page, member);
  await page.waitForURL(`${url}/`);
}

/** Chooses a password on the page of a link, which is open already. */
export async function choose(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.getByRole('button', { name: 'Save password' }).click();
}

/** Fails when the token of a link is sent anywhere but in the body of an action. */
export function expectNoToken(page: Page, link: string): () => void {
  const token = link.split('#')[1] ?? '-';
  const seen: string[] = [];
  page.on('request', (request) => seen.push(request.url(), ...Object.values(request.headers())));
  return () => expect(seen.filter((text) => text.includes(token))).toEqual([]);
}

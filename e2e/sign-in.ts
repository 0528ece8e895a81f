import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { createUser } from '@/lib/domain/access/team/create-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { Role } from '@/lib/platform/context/roles';
import { expect, server } from './fixtures';

export type Member = { id: number; email: string; name: string; role: Role; password: string };

let database: OpenDatabase | undefined;

/** Runs a use case on the database of the app under test, as the system itself. */
export function onServer<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  // One pool for each worker of Playwright, which ends with its process; a test that holds a lock needs more of it meanwhile.
  database ??= createDatabase(server.databaseUrl, { max: 4 });
  return work(systemContext(database.db, 'Browser test'));
}

/** A member of the team that no other test knows. */
export async function createMember(role: Role): Promise<Member> {
  const serial = crypto.randomUUID().slice(0, 8);
  const input = {
    email: `${role}-${serial}@example.com`,
    name: `Test ${role} ${serial}`,
    role,
    password: generatePassword(),
    integratorId: role === 'partner' ? await createIntegrator(`Company ${serial}`) : null,
  };
  const { id, email, name } = await onServer((ctx) => createUser(ctx, input));
  return { id, email, name, role, password: input.password };
}

async function createIntegrator(name: string): Promise<number> {
  const input = { name, scopes: ['nettv:sell' as const], creditPaisa: 100_000 };
  return (await onServer((ctx) => createIntegratorKey(ctx, input))).integratorId;
}

type SignedIn = { member: Member; cookies: Awaited<ReturnType<APIRequestContext['storageState']>>['cookies'] };

const shared = new Map<Role, Promise<SignedIn>>();

/**
 * Signs the page's browser in as somebody of this role. The tests of one worker share that person and their session, for
 * sign-ins are limited; `fresh` makes one for a test that changes who they are or ends their session.
 */
export async function signInAs(page: Page, role: Role, options: { fresh?: boolean } = {}): Promise<Member> {
  const wanted = options.fresh ? signIn(page, role) : (shared.get(role) ?? signIn(page, role));
  if (!options.fresh) shared.set(role, wanted);
  const { member, cookies } = await wanted;
  await page.context().addCookies(cookies);
  return member;
}

/** As the sign-in page does it, without the page. */
async function signIn(page: Page, role: Role): Promise<SignedIn> {
  const member = await createMember(role);
  const { request } = page.context();
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const answer = await request.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: member.email, password: member.password, json: 'true' },
  });
  expect(answer.status()).toBe(200);
  const { cookies } = await page.context().storageState();
  return { member, cookies: cookies.filter(({ name }) => name === 'coupon-desk-session') };
}

/** Types into the sign-in page, which is open already. */
export async function fillSignIn(page: Page, { email, password }: Pick<Member, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** A page of another browser, in which the same person has signed in. */
export async function signInElsewhere(browser: Browser, member: Pick<Member, 'email' | 'password'>): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  await page.goto('/sign-in');
  await fillSignIn(page, member);
  return page;
}

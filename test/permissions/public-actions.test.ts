import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { auditEvents, sessions } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { requestPasswordLinkAction } from '../../app/(auth)/actions';
import { chooseLanguageAction } from '../../app/(auth)/language-action';
import { askForPasskeyAction, startAgainAction } from '../../app/(auth)/sign-in/actions';
import { signOutAction } from '../../app/session/sign-out-action';
import { publicActions, serverActions } from './cells';
import { browser } from './next-headers';

vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => import('./next-headers'));
vi.mock('next-intl/server', () => ({ getMessages: async () => ({}) }));

const test = openTestDatabase();
const root = path.resolve(import.meta.dirname, '../..');
beforeEach(() => {
  browser.cookie = '';
  browser.set.length = 0;
});

it('every server action is in the matrix: it asks for a session, or is named as one that does not', () => {
  const inCode = globSync('app/**/*.ts', { cwd: root })
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .filter((text) => text.startsWith("'use server'"))
    .flatMap((text) => [...text.matchAll(/export (?:async function|const) (\w+)/g)].map(([, name = '']) => name));
  const inMatrix = [...serverActions.map(({ name }) => name), ...Object.keys(publicActions)];
  expect(inCode.toSorted()).toEqual(inMatrix.toSorted());
});

it('what needs no session changes nothing that is somebody’s', async () => {
  expect(await requestPasswordLinkAction({ email: 'nobody@example.com' })).toEqual({ ok: true, value: undefined });
  expect(await askForPasskeyAction(true)).toMatchObject({ options: { allowCredentials: [] } });
  await startAgainAction();
  const form = new FormData();
  form.set('language', 'ne');
  await chooseLanguageAction(form);
  await signOutAction();
  expect(browser.set).toHaveLength(3);
  expect([await test.db.$count(sessions), await test.db.$count(auditEvents)]).toEqual([0, 0]);
});

const link = { token: 'x'.repeat(43) };
const chosen = { ...link, password: 'seven green bottles 4410', repeated: 'seven green bottles 4410' };

it.each([
  ['readInvitationAction', link],
  ['acceptInvitationAction', chosen],
  ['readPasswordLinkAction', link],
  ['choosePasswordAction', chosen],
] as const)('%s opens nothing without a link', async (name, input) => {
  const actions = await import('../../app/(auth)/actions');
  const open = actions[name] as (given: object) => Promise<unknown>;
  const answer = await open(input);
  expect(answer).toMatchObject({ ok: false, code: 'link_ended' });
  expect([await test.db.$count(sessions), await test.db.$count(auditEvents)]).toEqual([0, 0]);
});

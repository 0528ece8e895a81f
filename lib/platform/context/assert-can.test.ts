import { expect, it } from 'vitest';
import { roles } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { translateSentence } from '@/lib/core/translate-sentence';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import { assertCan, nameRolesThatCan } from './assert-can';
import type { Permission } from './permission-names';

const test = openTestDatabase();

async function makeRoles(...made: [name: string, ...permissions: Permission[]][]): Promise<void> {
  await test.db.delete(roles);
  if (made.length > 0)
    await test.db.insert(roles).values(made.map(([name, ...permissions]) => ({ name, permissions })));
}

it('names the roles that can: the built-in ones, those that the team made, and how it goes on', async () => {
  await makeRoles();
  expect(await nameRolesThatCan(test.db, 'sales.sell')).toBe('admins, supervisors, and support staff');
  expect(await nameRolesThatCan(test.db, 'team.write')).toBe('admins');
  await makeRoles(['Night shift', 'sales.sell'], ['auditors', 'activity.read', 'team.write']);
  expect(await nameRolesThatCan(test.db, 'sales.sell')).toBe('admins, supervisors, support staff, and “Night shift”');
  expect(await nameRolesThatCan(test.db, 'activity.read')).toBe('admins and “auditors”');
  await makeRoles(...['E', 'd', 'c', 'B'].map((name): [string, Permission] => [name, 'activity.read']));
  expect(await nameRolesThatCan(test.db, 'activity.read')).toBe('admins, “B”, “c”, “d”, and other roles');
});

it('refuses a user with the roles that can, a key without them, and lets pass in silence', async () => {
  await makeRoles(['Night shift', 'coupons.write']);
  const [viewer, admin] = [await makeUserContext(test.db, 'viewer'), await makeUserContext(test.db, 'admin')];
  const key = await makeKeyContext(test.db, ['coupons:read']);
  await expect(assertCan(viewer, 'coupons.write')).rejects.toThrow(Forbidden);
  await expect(assertCan(viewer, 'coupons.write')).rejects.toThrow('Only admins and “Night shift” have it.');
  await expect(assertCan(key, 'coupons.write')).rejects.toThrow(/^You do not have the right to do this\.$/);
  await assertCan(admin, 'coupons.write');
});

it('refuses in words that the desk has in each of its languages, whichever roles can', async () => {
  await makeRoles(['2 a day', 'coupons.write']);
  const viewer = await makeUserContext(test.db, 'viewer');
  const held: Permission[] = ['coupons.write', 'sales.sell', 'team.write', 'sales.resolve', 'partner.write'];
  for (const permission of held) {
    const { message } = (await assertCan(viewer, permission).catch((error: unknown) => error)) as Error;
    for (const sentences of [ne, pt]) {
      expect(translateSentence(sentences, message)).not.toMatch(/Only|right|admins|supervisors|staff|partners/);
    }
  }
});

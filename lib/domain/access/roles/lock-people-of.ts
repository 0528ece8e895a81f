import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { assertNotLetInBy } from '@/lib/platform/accounts/assert-not-let-in-by';
import { lockUsers } from '@/lib/platform/accounts/lock-users';
import type { Context } from '@/lib/platform/context/context';

/** Everybody whose rights change with a role, disabled ones too, locked until the transaction ends; behind the role. @throws Forbidden (one of them let the actor in) */
export async function lockPeopleOf(tx: Context, roleId: number): Promise<number[]> {
  const people = (await lockUsers(tx, eq(users.roleId, roleId))).map(({ id }) => id);
  await assertNotLetInBy(tx, people, 'role');
  return people;
}

import { asc, type SQL } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';

/**
 * Locks several people until the transaction ends, in the order of their ids and in one statement: everything that locks more than one does it
 * by this and once. Roles, integrators, credit accounts, sales, coupons and codes are locked before people; sessions, links and
 * invitations of these, and what only they write, after them. "No key" lets audit rows refer to them meanwhile.
 */
export function lockUsers({ db }: Pick<Context, 'db'>, which: SQL | undefined) {
  const { disabledAt, id, role } = users;
  return db.select({ id, role, disabledAt }).from(users).where(which).orderBy(asc(id)).for('no key update');
}

import { asc, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { roles } from '@/db/schema/team';
import { Forbidden } from '@/lib/core/errors';
import type { Context } from './context';
import { isPermission, type Permission } from './permission-names';
import { can } from './permissions';
import type { Role } from './roles';
import { type NamedRole, namesThatCan } from './roles-that-can';

/** The roles that somebody of the team made, by name. Asks for no permission: messages name them to everybody. */
export async function readOwnRoles(db: Executor): Promise<NamedRole[]> {
  const rows = await db
    .select({ name: roles.name, permissions: roles.permissions })
    .from(roles)
    .orderBy(asc(sql`lower(${roles.name})`), asc(roles.id));
  return rows.map(({ name, permissions }) => ({ name, permissions: permissions.filter(isPermission) }));
}

const words: Record<Role, string> = {
  admin: 'admins',
  supervisor: 'supervisors',
  support: 'support staff',
  viewer: 'viewers',
  partner: 'partners',
};

/** The roles that hold the permission, for the middle of a message: `admins, supervisors, and “Night shift”`. */
export async function nameRolesThatCan(db: Executor, permission: Permission): Promise<string> {
  const { builtIn, own, hasMore } = namesThatCan(permission, await readOwnRoles(db));
  const names = [...builtIn.map((role) => words[role]), ...own, ...(hasMore ? ['other roles'] : [])];
  return new Intl.ListFormat('en').format(names);
}

/** @throws Forbidden, to a user with the roles that hold the permission */
export async function assertCan({ actor, db }: Pick<Context, 'actor' | 'db'>, permission: Permission): Promise<void> {
  if (can(actor, permission)) return;
  if (actor.kind !== 'user') throw new Forbidden();
  // Which roles an organization has is its own business.
  if (actor.role === 'partner')
    throw new Forbidden('This is not part of your access. Ask the company that you buy from.');
  throw new Forbidden(`You do not have the right to do this. Only ${await nameRolesThatCan(db, permission)} have it.`);
}

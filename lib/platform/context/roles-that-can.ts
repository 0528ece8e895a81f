import type { Permission } from './permission-names';
import { rolesThatCan } from './permissions';
import type { OwnRole } from './roles';

export type NamedRole = Pick<OwnRole, 'name' | 'permissions'>;

/** A sentence names a few roles of the team, not all. */
const shownOwn = 3;

/** Who holds a permission, for a sentence: the built-in roles, some of one's own by name in quotes, and whether there are more. */
export function namesThatCan(permission: Permission, own: readonly NamedRole[]) {
  const holding = own.filter((role) => role.permissions.includes(permission));
  return {
    builtIn: rolesThatCan(permission),
    own: holding.slice(0, shownOwn).map(({ name }) => `“${name}”`),
    hasMore: holding.length > shownOwn,
  };
}

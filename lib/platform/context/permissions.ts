import { Forbidden } from '@/lib/core/errors';
import type { Actor } from './actor';
import { type Role, roles } from './roles';
import type { Scope } from './scopes';

export const permissions = [
  'coupons.read',
  'coupons.write',
  'codes.reveal',
  'redemptions.read',
  'redemptions.write',
  /** Asks why a code does not work, and gets the answer of every rule. */
  'redemptions.explain',
  'products.read',
  'products.write',
  'sales.read',
  'sales.sell',
  'sales.resolve',
  'suppliers.read',
  'suppliers.write',
  'integrators.read',
  'integrators.write',
  'team.read',
  'team.write',
  'activity.read',
  'settings.read',
  'settings.write',
  'webhooks.read',
  'webhooks.write',
] as const;
export type Permission = (typeof permissions)[number];

const viewer: readonly Permission[] = [
  'coupons.read',
  'redemptions.read',
  'products.read',
  'sales.read',
  'suppliers.read',
];

const byRole: Record<Role, ReadonlySet<Permission>> = {
  admin: new Set(permissions),
  support: new Set<Permission>([...viewer, 'redemptions.explain', 'sales.sell', 'settings.read']),
  viewer: new Set(viewer),
};

const byScope: Record<Scope, readonly Permission[]> = {
  'coupons:read': ['coupons.read'],
  'coupons:write': ['coupons.write'],
  'codes:reveal': ['codes.reveal'],
  'redemptions:read': ['redemptions.read'],
  'redemptions:write': ['redemptions.write'],
  'nettv:sell': ['products.read', 'sales.sell'],
};

/** Whether the actor holds the permission, by role, by the key's scopes, or as the system itself. */
export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'system':
      return true;
    case 'user':
      return byRole[actor.role].has(permission);
    case 'key':
      return actor.scopes.some((scope) => byScope[scope].includes(permission));
  }
}

export function rolesThatCan(permission: Permission): Role[] {
  return roles.filter((role) => byRole[role].has(permission));
}

const roleNames: Record<Role, string> = { admin: 'admins', support: 'support staff', viewer: 'viewers' };

/** The roles that hold the permission, for the middle of a message: `admins and support staff`. */
export function nameRolesThatCan(permission: Permission): string {
  return new Intl.ListFormat('en').format(rolesThatCan(permission).map((role) => roleNames[role]));
}

/** @throws Forbidden, to a user with the roles that hold the permission */
export function assertCan({ actor }: { actor: Actor }, permission: Permission): void {
  if (can(actor, permission)) return;
  throw actor.kind === 'user'
    ? new Forbidden(`You do not have the right to do this. Only ${nameRolesThatCan(permission)} have it.`)
    : new Forbidden();
}

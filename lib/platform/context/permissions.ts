import { Forbidden } from '@/lib/core/errors';
import type { Actor } from './actor';
import { basicPermissions, type Permission, partnerPermissions, permissions } from './permission-names';
import { type HeldRole, isBuiltIn, type Role, roles } from './roles';
import { type KeyScope, publishableScope, type Scope, scopes } from './scopes';

export type { Permission };

const support: readonly Permission[] = [...basicPermissions, 'redemptions.explain', 'sales.sell', 'settings.read'];

const byRole: Record<Role, ReadonlySet<Permission>> = {
  admin: new Set(permissions.filter((name) => !partnerPermissions.includes(name))),
  supervisor: new Set<Permission>([
    ...support,
    'sales.reveal',
    'sales.resolve',
    'money.read',
    'shifts.manage',
    'limits.lift',
  ]),
  support: new Set(support),
  viewer: new Set(basicPermissions),
  partner: new Set(partnerPermissions),
};

const byScope: Record<KeyScope, readonly Permission[]> = {
  'coupons:read': ['coupons.read'],
  'coupons:write': ['coupons.write'],
  'codes:reveal': ['codes.reveal'],
  'redemptions:read': ['redemptions.read'],
  'redemptions:write': ['redemptions.write'],
  'nettv:sell': ['products.read', 'sales.sell'],
  'events:read': ['events.read'],
  'requests:read': ['requests.read'],
  'webhooks:write': ['webhooks.read', 'webhooks.write'],
  [publishableScope]: ['redemptions.check'],
};

/** What a role holds, built-in or one's own. */
export function permissionsOf(role: HeldRole): ReadonlySet<Permission> {
  return isBuiltIn(role) ? byRole[role] : new Set(role.permissions);
}

/** What the scopes of a key hold. A publishable one gives nobody anything: everybody who opens the page has it. */
export function permissionsOfScopes(names: readonly string[]): Permission[] {
  return scopes.filter((scope) => names.includes(scope)).flatMap((scope) => byScope[scope]);
}

/** By these a key reads what its integrator has and was charged: its balance, its calls and the event of low credit. */
const moneyScopes: readonly string[] = [
  'nettv:sell',
  'requests:read',
  'events:read',
  'webhooks:write',
] satisfies Scope[];

/** What somebody has to hold who is shown a key with these scopes: the same, and `money.read` where the key reads money. */
export function rightsToGiveScopes(names: readonly string[]): Permission[] {
  const held = permissionsOfScopes(names);
  return names.some((name) => moneyScopes.includes(name)) ? [...held, 'money.read'] : held;
}

export function scopesThatCan(permission: Permission): KeyScope[] {
  return [...scopes, publishableScope].filter((scope) => byScope[scope].includes(permission));
}

/** Whether the actor holds the permission, by role, by the key's scopes, or as the system itself. */
export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'system':
      return true;
    case 'user':
      return permissionsOf(actor.role).has(permission);
    case 'key':
      return actor.scopes.some((scope) => byScope[scope].includes(permission));
  }
}

/** What would cost most in somebody else's hands. */
const guarded: readonly Permission[] = [
  'codes.reveal',
  'sales.reveal',
  'sales.resolve',
  'integrators.write',
  'team.write',
  'settings.write',
  'partner.write',
];

/** Where the settings require it, who holds this role signs in with a second factor: admins, supervisors and their like. */
export function needsSecondFactor(role: HeldRole): boolean {
  const held = permissionsOf(role);
  return guarded.some((permission) => held.has(permission));
}

/** What somebody has to hold who gives a role: all of it, or the right to change integrators and to see money, of one of which a partner does. */
export const rightsToGive = (role: HeldRole): ReadonlySet<Permission> =>
  role === 'partner' ? new Set(['integrators.write', 'money.read']) : permissionsOf(role);

/** The built-in roles that hold the permission. */
export function rolesThatCan(permission: Permission): Role[] {
  return roles.filter((role) => byRole[role].has(permission));
}

/** Nobody gives a right that they lack. @throws Forbidden */
export function assertCanGive({ actor }: { actor: Actor }, given: Iterable<Permission>): void {
  if ([...given].every((permission) => can(actor, permission))) return;
  throw new Forbidden('You can only give rights that you have yourself. Ask an admin.');
}

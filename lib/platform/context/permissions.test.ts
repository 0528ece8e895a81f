import { describe, expect, it } from 'vitest';
import { Forbidden } from '@/lib/core/errors';
import type { Actor } from './actor';
import { assertCan, can, nameRolesThatCan, permissions, rolesThatCan } from './permissions';
import type { Role } from './roles';
import { type Scope, scopes } from './scopes';

const user = (role: Role): Actor => ({ kind: 'user', id: 1, name: role, email: 'x@example.com', role, sessionId: 1 });
const key = (...given: Scope[]): Actor => ({
  kind: 'key',
  id: 1,
  integratorId: 1,
  integratorName: 'I',
  scopes: given,
  couponLimit: 'all',
  couponIds: [],
});
const held = (actor: Actor) => permissions.filter((permission) => can(actor, permission));

const reads = ['coupons.read', 'redemptions.read', 'products.read', 'sales.read', 'suppliers.read'];

describe('the permissions of', () => {
  it('an admin: everything', () => {
    expect(held(user('admin'))).toEqual([...permissions]);
  });

  it('a viewer: read the desk', () => {
    expect(held(user('viewer'))).toEqual(reads);
  });

  it('support staff: those of a viewer, ask why a code does not work, sell, and read the settings; neither codes in clear nor coupons', () => {
    expect(held(user('support')).sort()).toEqual(
      [...reads, 'redemptions.explain', 'sales.sell', 'settings.read'].sort(),
    );
  });

  it.each<[Scope, string[]]>([
    ['coupons:read', ['coupons.read']],
    ['coupons:write', ['coupons.write']],
    ['codes:reveal', ['codes.reveal']],
    ['redemptions:read', ['redemptions.read']],
    ['redemptions:write', ['redemptions.write']],
    ['nettv:sell', ['products.read', 'sales.sell']],
  ])('a key with %s: %s', (scope, expected) => {
    expect(held(key(scope))).toEqual(expected);
  });

  it('a key with every scope: nothing of the organization itself', () => {
    const all = held(key(...scopes));
    expect(all.filter((permission) => /^(team|activity|settings|integrators|suppliers)\./.test(permission))).toEqual(
      [],
    );
  });

  it('a key without scopes: nothing', () => {
    expect(held(key())).toEqual([]);
  });
});

it('refuses a user with the roles that can, a key without them, and lets pass in silence', () => {
  const refusal = (actor: Actor) => () => assertCan({ actor }, 'sales.sell');
  expect(refusal(user('viewer'))).toThrow(Forbidden);
  expect(refusal(user('viewer'))).toThrow('Only admins and support staff have it.');
  expect(refusal(key('coupons:read'))).toThrow(/^You do not have the right to do this\.$/);
  expect(() => assertCan({ actor: user('admin') }, 'coupons.write')).not.toThrow();
});

it('names the roles that can', () => {
  expect(nameRolesThatCan('sales.sell')).toBe('admins and support staff');
  expect(nameRolesThatCan('sales.read')).toBe('admins, support staff, and viewers');
  expect(rolesThatCan('sales.sell')).toEqual(['admin', 'support']);
  expect(rolesThatCan('team.write')).toEqual(['admin']);
});

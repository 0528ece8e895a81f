import { describe, expect, it } from 'vitest';
import { Forbidden } from '@/lib/core/errors';
import type { Actor } from './actor';
import { furtherPermissions, partnerPermissions, permissions, withNeeded } from './permission-names';
import { assertCanGive, can, rolesThatCan } from './permissions';
import type { HeldRole } from './roles';
import { type Scope, scopes } from './scopes';

const user = (role: HeldRole): Actor => ({
  kind: 'user',
  id: 1,
  name: 'Somebody',
  email: 'x@example.com',
  role,
  sessionId: 1,
});
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
  it('an admin: everything but what is of partners alone', () => {
    const others = permissions.filter((one) => !partnerPermissions.includes(one));
    expect(held(user('admin'))).toEqual(others);
    expect(held(user('partner'))).toEqual([...partnerPermissions]);
  });

  it('a viewer: read the desk', () => {
    expect(held(user('viewer'))).toEqual(reads);
  });

  it('support staff: those of a viewer, ask why a code does not work, sell, and read the settings; neither codes in clear nor coupons', () => {
    expect(held(user('support')).sort()).toEqual(
      [...reads, 'redemptions.explain', 'sales.sell', 'settings.read'].sort(),
    );
  });

  it('a supervisor: those of support staff, the PINs of all sales, what undoes and settles them, what they cost, and the shifts of all', () => {
    const more = held(user('supervisor')).filter((permission) => !can(user('support'), permission));
    expect(more).toEqual(['sales.reveal', 'sales.resolve', 'money.read', 'shifts.manage', 'limits.lift']);
    expect(held(user('support')).every((permission) => can(user('supervisor'), permission))).toBe(true);
  });

  it("a role of one's own: those that it was given, with the basic ones and those that they need", () => {
    const role = { id: 1, name: 'Night shift', permissions: withNeeded(['sales.resolve', 'activity.read']) };
    expect(held(user(role)).sort()).toEqual([...reads, 'sales.sell', 'sales.resolve', 'activity.read'].sort());
    expect(held(user({ ...role, permissions: [] }))).toEqual([]);
  });

  it.each(furtherPermissions)('%s: what it needs is settled once', (permission) => {
    const once = withNeeded([permission]);
    expect(once).toEqual(expect.arrayContaining([...reads, permission]));
    expect(withNeeded(once)).toEqual(once);
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

it('finds the roles that can', () => {
  expect(rolesThatCan('sales.sell')).toEqual(['admin', 'supervisor', 'support']);
  expect(rolesThatCan('team.write')).toEqual(['admin']);
});

it('lets nobody give what they lack', () => {
  expect(() => assertCanGive({ actor: user('supervisor') }, ['sales.read', 'sales.resolve'])).not.toThrow();
  expect(() => assertCanGive({ actor: user('supervisor') }, ['sales.read', 'team.write'])).toThrow(Forbidden);
  expect(() => assertCanGive({ actor: key('coupons:read') }, ['coupons.write'])).toThrow(Forbidden);
});

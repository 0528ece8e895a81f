/** Each right that a role or a scope can hold. */
export const permissions = [
  'coupons.read',
  'coupons.write',
  'codes.reveal',
  'redemptions.read',
  'redemptions.write',
  /** Asks whether a public coupon could be redeemed, and learns nothing of any other. */
  'redemptions.check',
  /** Asks why a code does not work, and gets the answer of every rule. */
  'redemptions.explain',
  'products.read',
  'products.write',
  'sales.read',
  'sales.sell',
  /** Sees the PIN of somebody else's sale, with a reason. */
  'sales.reveal',
  /** Settles, corrects and undoes any sale, and gives goodwill for it: money, or a code of a coupon that is for that. */
  'sales.resolve',
  /** Sees what sales cost and what is left of them. */
  'money.read',
  /** Sees everybody's shifts, closes them for others and approves them. */
  'shifts.manage',
  /** Lets somebody else go on who has reached a limit of sales or reveals. */
  'limits.lift',
  /** Exports everything about one customer, erases their contacts, and imports what another system knew of customers. */
  'customers.manage',
  'suppliers.read',
  'suppliers.write',
  'integrators.read',
  'integrators.write',
  'team.read',
  'team.write',
  'activity.read',
  'security.read',
  'settings.read',
  'settings.write',
  'webhooks.read',
  'webhooks.write',
  /** Reads the events of its own integrator. */
  'events.read',
  /** Reads the calls of API keys, with secrets and contacts masked: a key those of its own integrator. */
  'requests.read',
  /** A partner's: sees what belongs to their own integrator. */
  'partner.read',
  /** A partner's: names and replaces keys of their own integrator, sends its messages again, asks for credit. */
  'partner.write',
] as const;
export type Permission = (typeof permissions)[number];

/** What every role holds: looking at the desk. Today and the links between pages count on it. */
export const basicPermissions: readonly Permission[] = [
  'coupons.read',
  'redemptions.read',
  'products.read',
  'sales.read',
  'suppliers.read',
];

/** For keys alone: there is no screen of it. */
const ofKeys: readonly Permission[] = ['events.read', 'redemptions.check'];

/** For partners alone, who hold nothing else. Nobody of the team holds them: they belong to one integrator. */
export const partnerPermissions: readonly Permission[] = ['partner.read', 'partner.write'];

/** What a role of one's own can hold besides. */
export const furtherPermissions: readonly Permission[] = permissions.filter(
  (name) => ![basicPermissions, ofKeys, partnerPermissions].some((others) => others.includes(name)),
);

const needs: Partial<Record<Permission, Permission>> = {
  'sales.reveal': 'sales.sell',
  'sales.resolve': 'sales.sell',
  'shifts.manage': 'sales.sell',
  'integrators.write': 'integrators.read',
  'team.write': 'team.read',
  'settings.write': 'settings.read',
  'webhooks.write': 'webhooks.read',
  'requests.read': 'integrators.read',
};

export const isPermission = (name: string): name is Permission => (permissions as readonly string[]).includes(name);

/** The permissions of a role that is given these: with the basic ones and those that the given ones need, in a fixed order. */
export function withNeeded(given: readonly Permission[]): Permission[] {
  const needed = given.flatMap((name) => needs[name] ?? []);
  const all = new Set([...basicPermissions, ...given, ...needed]);
  return permissions.filter((name) => all.has(name));
}

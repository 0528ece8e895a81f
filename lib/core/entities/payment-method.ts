/** How a customer can pay at every desk, in the order in which it is offered at first. */
export const builtInMethods = ['cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account'] as const;

/** Places for the ways that an organization names itself. A place that is named stays named: what was recorded keeps its method. */
export const ownMethods = [
  ...(['own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6'] as const),
  ...(['own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12'] as const),
] as const;

export const paymentMethods = [...builtInMethods, ...ownMethods] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** What a till is counted by: `unstated` is what was sold without asking. */
export const tillMethods = [...paymentMethods, 'unstated'] as const;
export type TillMethod = (typeof tillMethods)[number];

/** `name` is what an organization calls its own; null for what every desk has, which screens name in their language. */
export type PaymentSetting = { key: PaymentMethod; name: string | null; isOffered: boolean };

export type OwnMethod = (typeof ownMethods)[number];
export const isOwnMethod = (method: string): method is OwnMethod => (ownMethods as readonly string[]).includes(method);

/** What an organization calls a method of its own, by its settings; null for any other. */
export const ownNameOf = (settings: readonly PaymentSetting[], method: string | null): string | null =>
  settings.find(({ key }) => key === method)?.name ?? null;

/** Every way to pay that there is: those that are offered in their order, then the others. */
export function listPaymentSettings(offered: readonly PaymentMethod[], ownNames: readonly string[]): PaymentSetting[] {
  const named = ownMethods.slice(0, ownNames.length);
  const known: PaymentMethod[] = [...builtInMethods, ...named];
  const others = known.filter((key) => !offered.includes(key));
  return [...offered.filter((key) => known.includes(key)), ...others].map((key) => ({
    key,
    name: isOwnMethod(key) ? (ownNames[named.indexOf(key)] ?? null) : null,
    isOffered: offered.includes(key),
  }));
}

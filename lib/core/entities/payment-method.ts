/** How a customer can pay at the desk, in the order in which it is offered. */
export const paymentMethods = ['cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** What a till is counted by: `unstated` is what was sold without asking. */
export const tillMethods = [...paymentMethods, 'unstated'] as const;
export type TillMethod = (typeof tillMethods)[number];

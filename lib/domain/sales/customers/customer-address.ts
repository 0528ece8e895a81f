/** A customer is one of the contacts of a sale, so that no address has the contact itself. */
export const contactKinds = ['phone', 'email'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** How much of a timeline is shown at first, and at most. */
export const timelineLimits = { first: 30, most: 480 } as const;

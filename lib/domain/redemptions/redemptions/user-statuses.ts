/** What a platform can say of a user's subscription. Apart from the schemas: screens do without zod. */
export const userStatuses = ['new', 'active', 'lapsed'] as const;

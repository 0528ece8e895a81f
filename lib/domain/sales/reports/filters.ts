export const reportGroups = ['day', 'seller', 'product', 'method', 'shift', 'integrator'] as const;

export type ReportGroup = (typeof reportGroups)[number];

/** Kept apart from the permissions: schemas name roles, and what a schema reaches runs in the browser. */
export const roles = ['admin', 'support', 'viewer'] as const;
export type Role = (typeof roles)[number];

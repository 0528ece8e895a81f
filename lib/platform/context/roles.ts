import type { Permission } from './permission-names';

/** The built-in ones. Kept apart from the permissions: schemas name roles, and what a schema reaches runs in the browser. */
export const roles = ['admin', 'supervisor', 'support', 'viewer', 'partner'] as const;
/** Those of the team. A partner is of an integrator, and holds nothing of these. */
export const teamRoles = [
  'admin',
  'supervisor',
  'support',
  'viewer',
] as const satisfies readonly (typeof roles)[number][];
export type Role = (typeof roles)[number];

/** A role that somebody of the team made. */
export type OwnRole = { id: number; name: string; permissions: readonly Permission[] };

/** What a user holds. */
export type HeldRole = Role | OwnRole;

/** A role by name, for forms and addresses. */
export type RoleRef = Role | `own:${number}`;

const ownRef = /^own:[1-9]\d{0,14}$/;

export const isBuiltIn = (value: unknown): value is Role => (roles as readonly unknown[]).includes(value);
export const isRoleRef = (value: unknown): value is RoleRef =>
  isBuiltIn(value) || (typeof value === 'string' && ownRef.test(value));

/** The id of a role of one's own; null for a built-in one. */
export const ownRoleId = (ref: RoleRef): number | null => (isBuiltIn(ref) ? null : Number(ref.slice('own:'.length)));

export const refOf = (role: HeldRole): RoleRef => (isBuiltIn(role) ? role : `own:${role.id}`);

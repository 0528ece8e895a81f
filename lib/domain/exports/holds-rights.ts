import type { UserActor } from '@/lib/platform/context/actor';
import { permissionsOf } from '@/lib/platform/context/permissions';

/** What somebody can see: by their role, and as a partner of their company alone. */
export const rightsOf = ({ role, integratorId }: UserActor): string[] => [
  ...permissionsOf(role),
  ...(integratorId === undefined ? [] : [`integrator ${integratorId}`]),
];

/** Whether somebody can still see all that they could when a file was asked for: it has what they saw then. */
export function holdsRights(actor: UserActor, { rights }: { rights: readonly string[] }): boolean {
  const held = new Set(rightsOf(actor));
  return rights.every((right) => held.has(right));
}

import { useQuery } from '@tanstack/react-query';
import { deskClient, read } from '@/app/session/desk-client';
import type { RoleSummary } from '@/lib/domain/access/roles/list-roles';

type Roles = { rows: RoleSummary[] };

export const rolesRead = {
  queryKey: ['team', 'roles'],
  queryFn: (): Promise<Roles> => read(deskClient.team.roles.$get()),
};

/** All roles, for forms and filters. */
export function useRoles(): RoleSummary[] {
  return useQuery<Roles>(rolesRead).data?.rows ?? [];
}

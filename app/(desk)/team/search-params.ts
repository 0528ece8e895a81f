import { createLoader, createParser, parseAsInteger, parseAsString } from 'nuqs/server';
import { userFilters } from '@/lib/domain/access/team/filters';
import { isRoleRef, type RoleRef } from '@/lib/platform/context/roles';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';

const parseAsRole = createParser<RoleRef>({
  parse: (text) => (isRoleRef(text) ? text : null),
  serialize: (role) => role,
});

/** The state of the list, in the address. */
export const teamParams = {
  search: parseAsString.withDefault(''),
  role: parseAsRole,
  ...filterParams(userFilters),
  page: parseAsInteger.withDefault(1),
};

export const loadTeamParams = createLoader(teamParams);

export type TeamParams = Awaited<ReturnType<typeof loadTeamParams>>;

/** The input of the use case; a page or a search out of range is read as the first page. */
export function teamQuery({ page, ...params }: TeamParams) {
  return {
    ...exportedTeam(params),
    page: page >= 1 && page <= 10_000 ? page : 1,
  };
}

/** What the list shows, whichever page of it. */
export function exportedTeam({ search, role, ...params }: Omit<TeamParams, 'page'>) {
  return { search: search.slice(0, 100), ...given({ role }), ...filtersInUse(userFilters, params) };
}

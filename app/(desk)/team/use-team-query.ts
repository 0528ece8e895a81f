'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { deskClient, read } from '@/app/session/desk-client';
import type { UserPage } from '@/lib/domain/access/team/list-users';
import type { teamQuery } from './search-params';

export type TeamQuery = ReturnType<typeof teamQuery>;

/** The list by the state in the address; the first one comes with the page. */
export function useTeamQuery(query: TeamQuery, initial: { data: UserPage; query: TeamQuery }) {
  const isInitial = JSON.stringify(query) === JSON.stringify(initial.query);
  return useQuery<UserPage>({
    queryKey: ['team', query],
    queryFn: () => read(deskClient.team.$get({ query: { ...query, page: String(query.page) } })),
    placeholderData: keepPreviousData,
    ...(isInitial ? { initialData: initial.data } : {}),
  });
}

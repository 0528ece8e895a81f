'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import type { ViewsOfList } from './saved-views';

/** The views of a list: those of the document, until `refresh` has read them again. */
export function useViews({ list, views }: ViewsOfList) {
  const queryClient = useQueryClient();
  const queryKey = ['views', list];
  const { data } = useQuery<SavedView[]>({
    queryKey,
    queryFn: async () => {
      const { listSavedViewsAction } = await import('./actions');
      const answer = await listSavedViewsAction({ list });
      if (!answer.ok) throw new Error(answer.message);
      return answer.value;
    },
    initialData: views,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey });
  return { views: data, refresh };
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';

const refreshEvery = 60_000;

/** How many sales need a person, next to the entry of the navigation. It is read again after every write to a sale. */
export function NeedsPersonBadge() {
  const t = useTranslations('navigation');
  const { data } = useQuery({
    queryKey: ['sales', 'list', 'needs-person'],
    queryFn: () => read(deskClient.sales.totals.$get({ query: { queue: 'needs-person' } })),
    refetchInterval: refreshEvery,
  });
  const count = data?.states.reduce((sum, state) => sum + state.count, 0) ?? 0;
  if (count === 0) return null;
  return (
    <span className="flex h-5 min-w-5 items-center justify-center rounded-full bg-warning-soft px-1.5 text-xs font-medium text-warning-soft-foreground tabular-nums">
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('needsPerson', { count })}</span>
    </span>
  );
}

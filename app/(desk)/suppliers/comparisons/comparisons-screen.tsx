'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { PageHeader } from '@/components/page-header';
import { toastError, toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { comparedDays } from '@/lib/domain/sales/supply/filters';
import type { Comparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { ReadFailed } from '../../read-failed';
import { NotConnected } from '../supplier-notices';
import { askComparisonAction } from './actions';
import { ComparisonRuns } from './comparison-runs';
import { OpenDifferences } from './open-differences';

type ComparisonsScreenProps = { initial: Comparisons; canCompare: boolean; canClose: boolean };

const refreshEvery = { running: 2000, idle: 30_000 };
const queryKey = ['suppliers', 'comparisons'];

/** Khalti's books next to ours, and ours among themselves: what differs and what to do about it, then the comparisons themselves. */
export function ComparisonsScreen({ initial, canCompare, canClose }: ComparisonsScreenProps) {
  const t = useTranslations('comparisons');
  const queryClient = useQueryClient();
  const { data, error, isError, refetch } = useQuery({
    queryKey,
    queryFn: (): Promise<Comparisons> => read(deskClient.suppliers.comparisons.$get()),
    initialData: initial,
    refetchInterval: ({ state }) => refreshEvery[isRunning(state.data) ? 'running' : 'idle'],
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey });
  const asking = useAction(askComparisonAction, {
    onSuccess: (result) => {
      if (!result.ok) return toastError(t('ask.failed'), { description: result.message });
      toastSuccess(t('ask.done'), { description: t('ask.doneText') });
    },
    onError: () => toastError(t('ask.failed')),
    onSettled: refresh,
  });
  const [first, ...longer] = comparedDays;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('suppliers'), href: routes.suppliers() }]}
        title={t('title')}
        subtitle={t('subtitle')}
        action={
          canCompare && (
            <Button
              look="primary"
              icon={<Scale />}
              isPending={asking.isPending || isRunning(data)}
              onPress={() => asking.mutate({ days: first })}
            >
              {t('ask.days', { days: first })}
            </Button>
          )
        }
        {...(canCompare
          ? {
              menu: longer.map((days) => ({
                id: String(days),
                label: t('ask.days', { days }),
                icon: <Scale />,
                onPress: () => asking.mutate({ days }),
              })),
            }
          : {})}
      />
      {isError && <ReadFailed title={t('loadFailed')} error={error} onRetry={() => void refetch()} />}
      <div className="flex flex-col gap-6">
        {!data.isConnected && <NotConnected />}
        <OpenDifferences comparisons={data} canClose={canClose} onClosed={refresh} />
        <ComparisonRuns runs={data.runs} />
      </div>
    </>
  );
}

const isRunning = (data: Comparisons | undefined): boolean => data?.runs[0]?.state === 'running';

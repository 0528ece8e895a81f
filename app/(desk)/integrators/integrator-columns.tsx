import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatusBadge } from '@/components/status-badge';
import type { IntegratorSummary } from '@/lib/integrators/list-integrators';

export function integratorColumns(
  t: ReturnType<typeof useTranslations<'integrators'>>,
): TableColumn<IntegratorSummary>[] {
  return [
    { id: 'name', header: t('name'), cell: (integrator) => <span className="font-medium">{integrator.name}</span> },
    {
      id: 'state',
      header: t('state'),
      cell: ({ disabled }) => (
        <StatusBadge tone={disabled ? 'grey' : 'green'}>
          {t(disabled ? 'states.disabled' : 'states.active')}
        </StatusBadge>
      ),
      onCard: true,
    },
    {
      id: 'credit',
      header: t('credit'),
      cell: (integrator) => <Money paisa={integrator.availablePaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'spent',
      header: t('spent'),
      cell: (integrator) => <Money paisa={integrator.consumedPaisa} />,
      numeric: true,
    },
    {
      id: 'keys',
      header: t('keys'),
      cell: ({ keys }) => t('keyCount', { count: keys.filter((key) => key.state === 'active').length }),
      onCard: true,
    },
    { id: 'lastUsed', header: t('lastUsed'), cell: ({ keys }) => <LastUsed keys={keys} never={t('never')} /> },
    {
      id: 'created',
      header: t('created'),
      cell: (integrator) => <Instant value={integrator.createdAt} />,
      hidden: true,
    },
  ];
}

function LastUsed({ keys, never }: { keys: IntegratorSummary['keys']; never: string }) {
  const last = keys
    .flatMap((key) => key.lastUsedAt ?? [])
    .sort()
    .at(-1);
  return last ? <Instant value={last} /> : <span className="text-muted">{never}</span>;
}

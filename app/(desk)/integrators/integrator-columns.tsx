import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatusBadge } from '@/components/status-badge';
import { routes } from '@/lib/core/routes';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';

type Translate = ReturnType<typeof useTranslations<'integrators'>>;
type BadgeProps = { t: Translate; integrator: Pick<IntegratorSummary, 'disabled' | 'isLow'> };

export function IntegratorStateBadge({ t, integrator }: BadgeProps) {
  if (integrator.disabled) return <StatusBadge tone="grey">{t('states.disabled')}</StatusBadge>;
  if (integrator.isLow) return <StatusBadge tone="amber">{t('low')}</StatusBadge>;
  return <StatusBadge tone="green">{t('states.active')}</StatusBadge>;
}

export function integratorColumns(t: Translate): TableColumn<IntegratorSummary>[] {
  return [
    { id: 'name', header: t('name'), cell: ({ name }) => name, href: ({ id }) => routes.integrator(id) },
    {
      id: 'state',
      header: t('state'),
      cell: (integrator) => <IntegratorStateBadge t={t} integrator={integrator} />,
      onCard: true,
    },
    {
      id: 'credit',
      header: t('credit'),
      cell: ({ availablePaisa }) => availablePaisa !== null && <Money paisa={availablePaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'spent',
      header: t('spent'),
      cell: ({ consumedPaisa }) => consumedPaisa !== null && <Money paisa={consumedPaisa} />,
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

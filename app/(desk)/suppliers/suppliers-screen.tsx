'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw, Scale, Wrench } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button, LinkButton } from '@/components/button';
import { ConfirmDialog } from '@/components/dialog';
import type { MenuAction } from '@/components/menu-button';
import { PageHeader } from '@/components/page-header';
import { SlowNotice } from '@/components/slow-notice';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { routes } from '@/lib/core/routes';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import type { SupplierStatus } from '@/lib/domain/sales/supply/get-supplier';
import type { RechargeCard } from '@/lib/domain/sales/supply/list-recharge-cards';
import { ReadFailed } from '../read-failed';
import { CallsToday, LastTroubles } from './khalti-calls';
import { KhaltiFigures } from './khalti-figures';
import { OwnStock } from './own-stock';
import { RechargeCards } from './recharge-cards';
import { AlertNotice, MaintenanceNotice, NotConnected } from './supplier-notices';
import { useSupplierActions } from './use-supplier-actions';

type Suppliers = { khalti: SupplierStatus; products: ProductSummary[]; cards: RechargeCard[] };
type SuppliersScreenProps = { initial: Suppliers; canWrite: boolean; canSellCards: boolean; seesMoney: boolean };
type State = 'selling' | 'failing' | 'maintenance' | 'notConnected';

const refreshEvery = 30_000;
const tones: Record<State, Tone> = { selling: 'green', failing: 'red', maintenance: 'amber', notConnected: 'grey' };

function stateOf({ isConnected, maintenanceAt, alert }: SupplierStatus): State {
  if (!isConnected) return 'notConnected';
  if (maintenanceAt) return 'maintenance';
  return alert ? 'failing' : 'selling';
}

export function SuppliersScreen({ initial, canWrite, canSellCards, seesMoney }: SuppliersScreenProps) {
  const t = useTranslations('suppliers');
  const { data, error, isError, refetch } = useQuery<Suppliers>({
    queryKey: ['suppliers'],
    queryFn: () => read(deskClient.suppliers.$get()),
    initialData: initial,
    refetchInterval: refreshEvery,
  });
  const { khalti, products, cards } = data;
  const state = stateOf(khalti);
  const { reading, maintaining } = useSupplierActions();
  const [isAsking, setAsking] = useState(false);
  const maintenanceAction: MenuAction = khalti.maintenanceAt
    ? { id: 'off', label: t('actions.maintenanceOff'), icon: <Wrench />, onPress: () => maintaining.mutate(false) }
    : { id: 'on', label: t('actions.maintenanceOn'), icon: <Wrench />, onPress: () => setAsking(true) };
  const canAct = canWrite && khalti.isConnected;
  const of = (supplier: ProductSummary['supplier']) => products.filter((product) => product.supplier === supplier);

  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        action={
          canAct && (
            <Button icon={<RefreshCw />} isPending={reading.isPending} onPress={() => reading.mutate()}>
              {t('actions.read')}
            </Button>
          )
        }
        {...(canAct ? { menu: [maintenanceAction] } : {})}
      />
      <SlowNotice isWaiting={reading.isPending} waitingFor={t('actions.reading')} />
      {isError && <ReadFailed title={t('loadFailed')} error={error} onRetry={() => void refetch()} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <div className="flex flex-wrap items-center gap-3">
            <h2 className="text-base font-semibold">{t('khalti')}</h2>
            <StatusBadge tone={tones[state]}>{t(`states.${state}`)}</StatusBadge>
            {seesMoney && (
              <LinkButton size="sm" icon={<Scale />} href={routes.comparisons()}>
                {t('compare')}
              </LinkButton>
            )}
          </div>
          {khalti.isConnected ? (
            <>
              {khalti.alert && <AlertNotice alert={khalti.alert} />}
              {khalti.maintenanceAt && <MaintenanceNotice since={khalti.maintenanceAt} />}
              <KhaltiFigures khalti={khalti} products={of('khalti')} />
              <RechargeCards cards={cards} canSell={canSellCards} />
              <CallsToday calls={khalti.calls} />
              <LastTroubles troubles={khalti.troubles} />
            </>
          ) : (
            <NotConnected />
          )}
        </div>
        <OwnStock products={of('stock')} />
      </div>
      <ConfirmDialog
        title={t('maintenance.confirmTitle')}
        confirmLabel={t('maintenance.confirm')}
        isOpen={isAsking}
        onOpenChange={setAsking}
        onConfirm={() => {
          setAsking(false);
          maintaining.mutate(true);
        }}
      >
        {t('maintenance.confirmText')}
      </ConfirmDialog>
    </>
  );
}

'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { useHeldDuringPress } from '@/components/use-held-during-press';
import { routes } from '@/lib/core/routes';
import type { PaymentChoice } from '@/lib/domain/sales/sales/get-payment-choice';
import type { SellCatalogue } from '@/lib/domain/sales/sales/get-sell-catalogue';
import type { RecentCustomer } from '@/lib/domain/sales/sales/list-recent-customers';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { dropDraft } from './draft';
import SellLoading from './loading';
import { SaleResult } from './sale-result';
import { SellForm } from './sell-form';
import type { NewPrice, Outcome } from './sell-types';

const queryKey = ['sales', 'catalogue'];

/** References that this tab has sold: the browser's history has their page as it was before. */
const sold = new Set<string>();

type SellScreenProps = {
  sellerId: number;
  reference: string;
  /** What this reference has sold already: after a reload, or after an answer that got lost. */
  sale: SaleSummary | null;
  catalogue: SellCatalogue;
  /** Products that this seller sells most, first. */
  favourites: number[];
  recent: RecentCustomer[];
  payment: PaymentChoice;
  /** The settings ask for an open shift, and there is none. */
  needsShift: boolean;
  canCreateProducts: boolean;
};

export function SellScreen(props: SellScreenProps) {
  const { sellerId, reference, sale, catalogue, favourites, recent, payment, needsShift, canCreateProducts } = props;
  const roles = useRolesThatCan('products.write');
  const t = useTranslations('sell');
  // The PIN is kept here only: neither in a query's nor in a mutation's cache.
  const [reached, setReached] = useState<Outcome | null>(null);
  const outcome: Outcome | null = reached ?? (sale && { sale, pin: null, repeated: false });
  const isOutdated = outcome === null && sold.has(reference);
  const router = useRouter();
  useEffect(() => {
    if (isOutdated) router.refresh();
  }, [isOutdated, router]);
  const queryClient = useQueryClient();
  const { data, refetch } = useQuery({
    queryKey,
    queryFn: () => read(deskClient.sales.catalogue.$get()),
    initialData: catalogue,
    refetchInterval: 30_000,
    enabled: outcome === null,
  });
  // A press on "Sell for Rs 2,000" sells that product at that price, whatever arrives during it.
  const shown = useHeldDuringPress(data);
  const takeNews = (price?: NewPrice) => {
    if (price) queryClient.setQueryData<SellCatalogue>(queryKey, (known) => known && withPrice(known, price));
    void refetch();
  };
  const end = (made: Outcome) => {
    dropDraft();
    sold.add(reference);
    // What was read before it would still offer what this sale found sold out.
    void queryClient.invalidateQueries({ queryKey, refetchType: 'none' });
    setReached(made);
  };
  if (isOutdated) return <SellLoading />;
  if (outcome) return <SaleResult {...outcome} sellerId={sellerId} />;
  return (
    <>
      <PageHeader title={t('title')} />
      {shown.rows.length === 0 ? (
        <EmptyState
          icon={<PackageOpen />}
          title={t('emptyTitle')}
          action={
            canCreateProducts && (
              <LinkButton look="primary" href={routes.newProduct()}>
                {t('emptyAction')}
              </LinkButton>
            )
          }
        >
          {canCreateProducts ? t('emptyText') : t('emptyAsk', { roles })}
        </EmptyState>
      ) : (
        <SellForm
          sellerId={sellerId}
          reference={reference}
          catalogue={shown}
          favourites={favourites}
          recent={recent}
          payment={payment}
          needsShift={needsShift}
          onOutcome={end}
          onStale={takeNews}
        />
      )}
    </>
  );
}

function withPrice(catalogue: SellCatalogue, { productId, amountPaisa }: NewPrice): SellCatalogue {
  const rows = catalogue.rows.map((row) => (row.id === productId ? { ...row, amountPaisa } : row));
  return { ...catalogue, rows };
}

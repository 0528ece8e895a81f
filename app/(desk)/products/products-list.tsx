'use client';

import { Package, Pause, Pencil, Play, Plus, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import type { MenuAction } from '@/components/menu-button';
import { useShortcut } from '@/components/shortcuts';
import { routes } from '@/lib/core/routes';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import type { StockPace } from '@/lib/domain/sales/products/stock-pace';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useWholeList } from '../use-list';
import { PauseDialog, PausedNotice } from './pause';
import { productActions } from './product-actions';
import { productColumns } from './product-columns';
import { useProductSwitch } from './use-product-switch';
import { useSalesSwitch } from './use-sales-switch';

type ProductsListProps = {
  initial: { rows: ProductSummary[]; pace: StockPace; paused: boolean };
  canWrite: boolean;
  canPause: boolean;
};

export function ProductsList({ initial, canWrite, canPause }: ProductsListProps) {
  const t = useTranslations('products');
  const { data, tableOf } = useWholeList({
    read: { queryKey: ['products'], queryFn: () => read(deskClient.products.$get()) },
    initial,
    failedTitle: t('loadFailed'),
  });
  const { rows, pace, paused } = data;
  const columns = useMemo(() => productColumns(t, pace), [t, pace]);
  const { switchTo, dialog } = useProductSwitch();
  const setPaused = useSalesSwitch();
  const [isAsking, setAsking] = useState(false);
  const router = useRouter();
  useShortcut(canWrite ? 'n' : null, t('new'), () => router.push(routes.newProduct()));

  const rowActions = (product: ProductSummary): MenuAction[] => [
    {
      id: 'edit',
      label: t(product.supplier === 'khalti' ? 'actions.open' : 'actions.edit'),
      icon: <Pencil />,
      href: routes.product(product.id),
    },
    ...productActions(t, product, (active) => switchTo(product, active)),
  ];
  const pauseAction: MenuAction = paused
    ? { id: 'resume', label: t('actions.resume'), icon: <Play />, onPress: () => setPaused(false) }
    : { id: 'pause', label: t('actions.pause'), icon: <Pause />, onPress: () => setAsking(true) };

  return (
    <>
      <ListScreen
        title={t('title')}
        header={{
          subtitle: t('subtitle'),
          action: canWrite && rows.length > 0 && <NewProductLink />,
          menu: [
            ...(canWrite
              ? [{ id: 'import', label: t('importing.title'), icon: <Upload />, href: routes.importProducts() }]
              : []),
            ...(canPause ? [pauseAction] : []),
          ],
        }}
        name="products"
        list={{ table: tableOf(rows) }}
        columns={columns}
        rowId={(product) => product.id}
        rowName={(product) => product.name}
        empty={
          <EmptyState icon={<Package />} title={t('emptyTitle')} action={canWrite && <NewProductLink />}>
            {t('emptyText')}
          </EmptyState>
        }
        exportControl={<ExportButton address="/api/desk/products/exports" kind="products" filter={{}} />}
        {...(canWrite ? { rowActions } : {})}
      >
        {paused && <PausedNotice />}
      </ListScreen>
      {dialog}
      <PauseDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        onConfirm={() => {
          setAsking(false);
          setPaused(true);
        }}
      />
    </>
  );
}

function NewProductLink() {
  const t = useTranslations('products');
  return (
    <LinkButton look="primary" icon={<Plus />} href={routes.newProduct()}>
      {t('new')}
    </LinkButton>
  );
}

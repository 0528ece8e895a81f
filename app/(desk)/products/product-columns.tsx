import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { type Availability, stockCountLimit } from '@/lib/products/availability';
import type { ProductSummary } from '@/lib/products/list-products';
import { routes } from '@/lib/routes';

type Translate = ReturnType<typeof useTranslations<'products'>>;

const tones: Record<Availability, Tone> = {
  on_sale: 'green',
  off: 'grey',
  sold_out: 'red',
  coupon_ended: 'red',
  not_connected: 'red',
  maintenance: 'amber',
  withdrawn: 'grey',
};

export function AvailabilityBadge({ t, availability }: { t: Translate; availability: Availability }) {
  return <StatusBadge tone={tones[availability]}>{t(`availability.${availability}`)}</StatusBadge>;
}

export function stockText(t: Translate, stock: number): string {
  return stock >= stockCountLimit
    ? t('manyLeft', { count: stockCountLimit.toLocaleString('en-US') })
    : stock.toLocaleString('en-US');
}

export function productColumns(t: Translate): TableColumn<ProductSummary>[] {
  return [
    { id: 'name', header: t('name'), cell: (product) => product.name, href: (product) => routes.product(product.id) },
    {
      id: 'state',
      header: t('state'),
      cell: ({ availability }) => <AvailabilityBadge t={t} availability={availability} />,
      onCard: true,
    },
    {
      id: 'price',
      header: t('price'),
      cell: (product) => <Money paisa={product.amountPaisa} />,
      numeric: true,
      onCard: true,
    },
    { id: 'stock', header: t('stock'), cell: (product) => stockText(t, product.stock), numeric: true, onCard: true },
    { id: 'coupon', header: t('coupon'), cell: (product) => product.couponCode && <Mono>{product.couponCode}</Mono> },
    { id: 'value', header: t('value'), cell: (product) => <Mono>{product.value}</Mono> },
    { id: 'created', header: t('created'), cell: (product) => <Instant value={product.createdAt} />, hidden: true },
  ];
}

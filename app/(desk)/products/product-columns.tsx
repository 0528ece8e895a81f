import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import { type Availability, stockCountLimit } from '@/lib/domain/sales/products/availability';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import type { StockPace } from '@/lib/domain/sales/products/stock-pace';

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

/** How long what is left lasts at the pace of the last two weeks. */
export function forecastText(t: Translate, stock: number, perDay: number | undefined): string | null {
  if (!perDay || stock === 0) return null;
  const days = Math.floor(stock / perDay);
  if (days > longestForecast) return t('lastsLong', { days: longestForecast });
  return t('lasts', { days });
}

const longestForecast = 365;

function Stock({ t, product, perDay }: { t: Translate; product: ProductSummary; perDay: number | undefined }) {
  if (product.supplier === 'khalti') return <span className="text-muted">{t('atKhalti')}</span>;
  const forecast = forecastText(t, product.stock, perDay);
  return (
    <span className="inline-flex flex-col items-end">
      <span className="inline-flex items-center gap-2">
        {product.isLow && product.stock > 0 && <StatusBadge tone="amber">{t('low')}</StatusBadge>}
        {stockText(t, product.stock)}
      </span>
      {forecast && <span className="text-xs whitespace-nowrap text-muted">{forecast}</span>}
    </span>
  );
}

function Price({ t, product }: { t: Translate; product: ProductSummary }) {
  const { amountPaisa, previousAmountPaisa, priceChangedAt } = product;
  return (
    <span className="inline-flex flex-col items-end">
      <Money paisa={amountPaisa} />
      {previousAmountPaisa !== null && priceChangedAt && (
        <span className="text-xs whitespace-nowrap text-muted">
          {t('was', { price: formatPaisa(previousAmountPaisa) })} <Instant value={priceChangedAt} />
        </span>
      )}
    </span>
  );
}

export function productColumns(t: Translate, pace: StockPace): TableColumn<ProductSummary>[] {
  return [
    { id: 'name', header: t('name'), cell: (product) => product.name, href: (product) => routes.product(product.id) },
    {
      id: 'state',
      header: t('state'),
      cell: ({ availability, worth }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <AvailabilityBadge t={t} availability={availability} />
          {worth?.isUnbounded && <StatusBadge tone="red">{t('worth.unboundedShort')}</StatusBadge>}
        </span>
      ),
      onCard: true,
    },
    {
      id: 'price',
      header: t('price'),
      cell: (product) => <Price t={t} product={product} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'stock',
      header: t('stock'),
      cell: (product) => <Stock t={t} product={product} perDay={pace[product.id]} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'supplier',
      header: t('supplier'),
      cell: (product) => <span className="whitespace-nowrap">{t(`suppliers.${product.supplier}`)}</span>,
      onCard: true,
    },
    { id: 'coupon', header: t('coupon'), cell: (product) => product.couponCode && <Mono>{product.couponCode}</Mono> },
    { id: 'value', header: t('value'), cell: (product) => <Mono>{product.value}</Mono> },
    { id: 'created', header: t('created'), cell: (product) => <Instant value={product.createdAt} />, hidden: true },
  ];
}

import type { useTranslations } from 'next-intl';
import { PaymentName } from '@/app/(desk)/payment-name';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { MaskedCode } from '@/components/masked-code';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { formatPhone } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { SaleStateBadge } from './sale-state';

type Translate = ReturnType<typeof useTranslations<'sales'>>;

/** In the queue of what needs a person also why, and since when. */
export function saleColumns(t: Translate, isQueue: boolean): TableColumn<SaleSummary>[] {
  return [
    { id: 'product', header: t('product'), cell: (sale) => sale.productName, href: (sale) => routes.sale(sale.id) },
    { id: 'state', header: t('state'), cell: (sale) => <SaleStateBadge state={sale.state} />, onCard: true },
    ...(isQueue ? queueColumns(t) : []),
    {
      id: 'price',
      header: t('price'),
      cell: (sale) => <Money paisa={sale.amountPaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'paymentMethod',
      header: t('paymentMethod'),
      cell: (sale) => sale.paymentMethod && <PaymentName method={sale.paymentMethod} />,
      hidden: true,
    },
    {
      id: 'customer',
      header: t('customer'),
      cell: (sale) => <Customer sale={sale} none={t('noContact')} />,
      onCard: true,
    },
    ...(isQueue ? [] : [pinColumn(t)]),
    { id: 'seller', header: t('seller'), cell: (sale) => sale.sellerName },
    { id: 'soldAt', header: t('soldAt'), cell: (sale) => <Instant value={sale.createdAt} />, onCard: true },
    { id: 'reference', header: t('reference'), cell: (sale) => <Mono>{sale.reference}</Mono>, hidden: true },
  ];
}

function pinColumn(t: Translate): TableColumn<SaleSummary> {
  return {
    id: 'pin',
    header: t('pin'),
    cell: (sale) => sale.pinLastFour && <MaskedCode lastFour={sale.pinLastFour} name={t('pin')} />,
  };
}

function queueColumns(t: Translate): TableColumn<SaleSummary>[] {
  return [
    {
      id: 'why',
      header: t('queue.why'),
      cell: (sale) => sale.flagReason && t(`flags.${sale.flagReason}.short`),
      onCard: true,
    },
    {
      id: 'since',
      header: t('queue.since'),
      cell: (sale) => sale.flaggedAt && <Instant value={sale.flaggedAt} />,
      onCard: true,
    },
  ];
}

function Customer({ sale: { phone, email }, none }: { sale: SaleSummary; none: string }) {
  if (!phone && !email) return <span className="text-muted">{none}</span>;
  return (
    <span className="flex flex-col">
      {phone && <span className="figures whitespace-nowrap">{formatPhone(phone)}</span>}
      {email && <span className={`wrap-anywhere ${phone ? 'text-13 text-muted' : ''}`}>{email}</span>}
    </span>
  );
}

import { useTranslations } from 'next-intl';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Code } from '@/components/masked-code';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { QrCode } from '@/components/qr-code';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';

type SaleReceiptProps = { sale: SaleSummary; pin: string; companyName: string };

/** Seen on paper only; printing a page that has one prints nothing else. */
export function SaleReceipt({ sale, pin, companyName }: SaleReceiptProps) {
  const t = useTranslations('sell.receipt');
  const method = useTranslations('sales.paymentMethods');
  return (
    <section aria-hidden className="receipt hidden print:block">
      <p className="text-base font-semibold">{companyName}</p>
      <p className="mb-4 text-muted">{t('title')}</p>
      <Facts
        facts={[
          { label: t('product'), value: sale.productName },
          { label: t('price'), value: <Money paisa={sale.amountPaisa} /> },
          ...(sale.paymentMethod ? [{ label: t('paidBy'), value: method(sale.paymentMethod) }] : []),
          { label: t('soldAt'), value: <Instant value={sale.createdAt} exact /> },
          ...(sale.validUntil
            ? [{ label: t('validUntil'), value: <Instant value={sale.validUntil} exact zone end /> }]
            : []),
          { label: t('reference'), value: <Mono>{sale.reference}</Mono> },
        ]}
      />
      <p className="mt-4 text-muted">{t('pin')}</p>
      <p>
        <Code value={pin} size="lg" />
      </p>
      <QrCode value={pin} label={t('qr')} className="mt-2 size-32" />
      <p className="mt-4 text-13 text-muted">{t('note')}</p>
    </section>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PaymentName } from '@/app/(desk)/payment-name';
import { handOver } from '@/app/session/code-hand-over';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { PageHeader } from '@/components/page-header';
import { whenNeeded } from '@/components/when-needed';
import { formatPhone } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { useShownResult } from '../../unseen-sales';
import { PrintReceipt } from '../print-receipt';
import { SaleGuide } from '../sale-guide';
import { SaleMessages } from '../sale-messages';
import { SalePin, useSalePin } from '../sale-pin';
import { SaleStateBadge } from '../sale-state';
import { useLiveSale } from '../use-live-sale';
import { SaleActions } from './sale-actions';
import { SaleTimeline } from './sale-timeline';
import { UndoSale } from './undo-sale';

const CorrectPaymentDialog = whenNeeded(() =>
  import('./correct-payment-dialog').then((module) => module.CorrectPaymentDialog),
);
const RevealDialog = whenNeeded(() => import('./reveal-dialog').then((module) => module.RevealDialog));

type SaleViewProps = {
  initial: SaleDetails;
  canSell: boolean;
  canResolve: boolean;
  canExplain: boolean;
};

export function SaleView({ initial, canSell, canResolve, canExplain }: SaleViewProps) {
  const t = useTranslations('sales');
  const sale = useLiveSale(initial, initial) ?? initial;
  const pin = useSalePin(sale.id);
  useShownResult(sale, sale.reveal === 'own');
  const [isAsking, setAsking] = useState(false);
  const askFirst = async () => {
    setAsking(true);
    return null;
  };
  const shown = sale.reveal === 'own' ? pin : { ...pin, reveal: askFirst };

  return (
    <>
      <PageHeader
        title={t('one.title', { id: sale.id })}
        breadcrumb={[{ label: t('title'), href: routes.sales() }]}
        badge={<SaleStateBadge state={sale.state} />}
        action={pin.clear !== null && sale.state === 'succeeded' && <PrintReceipt sale={sale} pin={pin.clear} />}
      />
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          <SaleGuide sale={sale}>
            <SaleActions sale={sale} canSell={canSell} canResolve={canResolve} />
          </SaleGuide>
          {sale.pinLastFour && sale.state !== 'voided' && sale.state !== 'refunded' && (
            <section aria-label={t('pin')} className="card p-5">
              <SalePin pin={shown} lastFour={sale.pinLastFour} canReveal={sale.reveal !== 'forbidden'} />
              {canExplain && (
                <p className="no-print mt-3 text-13">
                  <Link href={routes.codeCheck()} className="text-link" onClick={() => handOver(pin.clear ?? '')}>
                    {t('one.codeCheck')}
                  </Link>
                </p>
              )}
            </section>
          )}
          {sale.state === 'succeeded' && (
            <SaleMessages
              saleId={sale.id}
              isExpecting={sale.phone !== null || sale.email !== null}
              canAct={canSell}
              reveal={sale.reveal}
            />
          )}
          {canSell && <UndoSale sale={sale} canResolve={canResolve} onReplaced={pin.hide} />}
          <SaleTimeline events={sale.events} />
        </div>
        <section aria-label={t('one.facts')} className="card p-5">
          <SaleFacts sale={sale} />
        </section>
      </div>
      {isAsking && <RevealDialog reveal={pin.reveal} onClose={() => setAsking(false)} />}
    </>
  );
}

function moneyFacts(sale: SaleDetails, t: ReturnType<typeof useTranslations<'sales'>>) {
  if (!sale.money) return [];
  const { commissionPaisa, costPaisa, marginPaisa } = sale.money;
  return [
    ...(commissionPaisa > 0
      ? [
          { label: t('one.commission'), value: <Money paisa={commissionPaisa} /> },
          { label: t('one.charged'), value: <Money paisa={sale.amountPaisa - commissionPaisa} /> },
        ]
      : []),
    { label: t('one.cost'), value: costPaisa === null ? t('one.costUnknown') : <Money paisa={costPaisa} /> },
    ...(marginPaisa === null ? [] : [{ label: t('one.margin'), value: <Money paisa={marginPaisa} /> }]),
  ];
}

function SalePayment({ sale }: { sale: SaleDetails }) {
  const t = useTranslations('sales');
  const [isCorrecting, setIsCorrecting] = useState(false);
  return (
    <span className="flex flex-wrap items-center gap-2">
      {sale.paymentMethod ? <PaymentName method={sale.paymentMethod} /> : t('correctPayment.unstated')}
      {sale.payment === 'allowed' && (
        <Button size="sm" className="no-print" onPress={() => setIsCorrecting(true)}>
          {t('correctPayment.open')}
        </Button>
      )}
      {sale.payment === 'shift_closed' && (
        <span className="no-print text-13 text-muted">{t('correctPayment.shiftClosed')}</span>
      )}
      {isCorrecting && <CorrectPaymentDialog sale={sale} onClose={() => setIsCorrecting(false)} />}
    </span>
  );
}

function SaleFacts({ sale }: { sale: SaleDetails }) {
  const t = useTranslations('sales');
  const contacts = [sale.phone && formatPhone(sale.phone), sale.email].filter(Boolean);
  const failure = sale.failureReason ? [{ label: t('one.failure'), value: sale.failureReason }] : [];
  return (
    <Facts
      facts={[
        { label: t('product'), value: sale.productName },
        { label: t('price'), value: <Money paisa={sale.amountPaisa} /> },
        ...moneyFacts(sale, t),
        ...(sale.paymentMethod || sale.payment === 'allowed'
          ? [{ label: t('paymentMethod'), value: <SalePayment sale={sale} /> }]
          : []),
        ...failure,
        {
          label: t('customer'),
          value:
            contacts.length > 0 ? (
              <Link href={routes.customerOfSale(sale.id)} className="text-link">
                {contacts.join(', ')}
              </Link>
            ) : (
              t('one.noContact')
            ),
        },
        { label: t('seller'), value: sale.sellerName },
        { label: t('soldAt'), value: <Instant value={sale.createdAt} exact /> },
        ...(sale.shiftId ? [{ label: t('shift'), value: String(sale.shiftId) }] : []),
        ...(sale.validUntil
          ? [{ label: t('one.validUntil'), value: <Instant value={sale.validUntil} exact zone end /> }]
          : []),
        {
          label: t('reference'),
          value: (
            <span className="inline-flex items-center gap-1">
              <Mono>{sale.reference}</Mono>
              <CopyButton value={sale.reference} label={t('one.copyReference')} />
            </span>
          ),
        },
      ]}
    />
  );
}

'use client';

import { CircleCheck, CircleX, Clock, RotateCcw, TriangleAlert, Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button, LinkButton } from '@/components/button';
import { Instant } from '@/components/instant';
import { useShortcut } from '@/components/shortcuts';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import { LookUpButton } from '../sales/look-up-button';
import { PrintReceipt } from '../sales/print-receipt';
import { SaleGuide } from '../sales/sale-guide';
import { SaleMessages } from '../sales/sale-messages';
import { SalePin, useSalePin } from '../sales/sale-pin';
import { useLiveSale } from '../sales/use-live-sale';
import { useShownResult } from '../unseen-sales';
import type { Outcome } from './sell-types';
import { useStartAgain } from './use-start-again';

const size = 'size-6';
const icons: Record<SaleState, ReactNode> = {
  succeeded: <CircleCheck className={`${size} text-success`} />,
  failed: <CircleX className={`${size} text-danger`} />,
  pending: <Clock className={`${size} text-warning`} />,
  unknown: <Clock className={`${size} text-warning`} />,
  pin_missing: <TriangleAlert className={`${size} text-warning`} />,
  refunded: <Undo2 className={`${size} text-muted`} />,
  voided: <Undo2 className={`${size} text-muted`} />,
};

/** The sale that one press made, followed until it ends. The same after a reload, then with the PIN masked. */
export function SaleResult(props: Outcome & { sellerId: number }) {
  const { sale: made, pin: soldPin, repeated, sellerId } = props;
  const t = useTranslations('sell.result');
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const sale = useLiveSale(made) ?? made;
  const pin = useSalePin(sale.id, soldPin);
  useShownResult(sale, true);
  useEffect(() => heading.current?.focus(), []);
  useShortcut('n', t('another'), () => router.push(routes.sell()));

  const startAgain = useStartAgain(sellerId);
  const again = () => {
    const { productId, amountPaisa, language, paymentMethod, phone, email } = sale;
    startAgain({
      productId,
      amountPaisa,
      language,
      paymentMethod,
      phone: phone ? formatPhone(phone) : '',
      email: email ?? '',
    });
  };

  const { state } = sale;
  const isSold = state === 'succeeded';
  const isFailed = state === 'failed';
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6 pt-2 sm:pt-6">
      <header className="flex items-start gap-3" aria-live="polite">
        <span aria-hidden className="mt-0.5 shrink-0">
          {icons[state]}
        </span>
        <div>
          <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
            {t(`title.${state}`)}
          </h1>
          <p className="mt-1 text-muted">
            {t(`text.${state}`, { product: sale.productName, price: formatPaisa(sale.amountPaisa) })}
          </p>
          {repeated && isSold && <p className="mt-1 text-muted">{t('soldAgain')}</p>}
        </div>
      </header>

      {isSold && sale.pinLastFour && (
        <section aria-label={t('pin')} className="card p-5">
          <SalePin pin={pin} lastFour={sale.pinLastFour} />
          {sale.validUntil && (
            <p className="mt-3">
              {t('validUntil')} <Instant value={sale.validUntil} exact zone end />
            </p>
          )}
        </section>
      )}
      <SaleGuide sale={sale}>
        {state === 'unknown' && (
          <div className="flex border-t border-border pt-4">
            <LookUpButton saleId={sale.id} />
          </div>
        )}
      </SaleGuide>

      <div className="no-print flex flex-wrap gap-2">
        {isFailed && (
          <Button look="primary" icon={<RotateCcw />} onPress={again}>
            {t('again')}
          </Button>
        )}
        <LinkButton look={isFailed ? 'secondary' : 'primary'} href={routes.sell()}>
          {t('another')}
        </LinkButton>
        {isSold && pin.clear !== null && <PrintReceipt sale={sale} pin={pin.clear} />}
        <LinkButton look="quiet" href={routes.sale(sale.id)}>
          {t('open')}
        </LinkButton>
      </div>

      {isSold && <SaleMessages saleId={sale.id} isExpecting={sale.phone !== null || sale.email !== null} />}
    </div>
  );
}

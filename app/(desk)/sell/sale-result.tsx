'use client';

import { CircleCheck, CircleX, Clock, Printer, RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button, LinkButton } from '@/components/button';
import { useShortcut } from '@/components/shortcuts';
import { formatPaisa } from '@/lib/money';
import { routes } from '@/lib/routes';
import { SaleMessages } from '../sales/sale-messages';
import { SalePin, useSalePin } from '../sales/sale-pin';
import { SaleReceipt } from '../sales/sale-receipt';
import type { Outcome } from './sell-screen';

/** What one press has become. The same after a reload, then with the PIN masked. */
export function SaleResult({ sale, pin: soldPin, repeated, companyName }: Outcome & { companyName: string }) {
  const t = useTranslations('sell.result');
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const pin = useSalePin(sale.id, soldPin);
  useEffect(() => heading.current?.focus(), []);
  useShortcut('n', t('another'), () => router.push(routes.sell()));

  const isSold = sale.state === 'succeeded';
  const isFailed = sale.state === 'failed';
  const [icon, title] = isSold
    ? [<CircleCheck key="sold" aria-hidden className="size-6 text-success" />, t('sold')]
    : isFailed
      ? [<CircleX key="failed" aria-hidden className="size-6 text-danger" />, t('failed')]
      : [<Clock key="pending" aria-hidden className="size-6 text-warning" />, t('pending')];
  const text = isSold
    ? t('soldText', { product: sale.productName, price: formatPaisa(sale.amountPaisa) })
    : isFailed
      ? t('failedText', { product: sale.productName, reason: (sale.failureReason ?? '').toLowerCase() })
      : t('pendingText');

  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6 pt-2 sm:pt-6">
      <header className="flex items-start gap-3">
        <span className="mt-0.5 shrink-0">{icon}</span>
        <div>
          <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
            {title}
          </h1>
          <p className="mt-1 text-muted">{text}</p>
          {isFailed && <p className="mt-1 text-muted">{t('failedAdvice')}</p>}
          {repeated && isSold && <p className="mt-1 text-muted">{t('soldAgain')}</p>}
        </div>
      </header>

      {isSold && sale.pinLastFour && (
        <section aria-label={t('pin')} className="card p-5">
          <SalePin pin={pin} lastFour={sale.pinLastFour} />
        </section>
      )}

      <div className="no-print flex flex-wrap gap-2">
        <LinkButton look="primary" href={routes.sell()} icon={isFailed ? <RotateCcw /> : undefined}>
          {isFailed ? t('again') : t('another')}
        </LinkButton>
        {isSold && pin.clear !== null && (
          <Button icon={<Printer />} onPress={() => window.print()}>
            {t('print')}
          </Button>
        )}
        <LinkButton look="quiet" href={routes.sale(sale.id)}>
          {t('open')}
        </LinkButton>
      </div>

      {isSold && <SaleMessages saleId={sale.id} isExpecting={sale.phone !== null || sale.email !== null} />}
      {isSold && pin.clear !== null && <SaleReceipt sale={sale} pin={pin.clear} companyName={companyName} />}
    </div>
  );
}

'use client';

import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { RedemptionStateBadge } from '@/app/(desk)/redemptions/redemption-state';
import { MessageStateBadge } from '@/app/(desk)/sales/message-state';
import { recipientOf } from '@/app/(desk)/sales/read-messages';
import { SaleStateBadge } from '@/app/(desk)/sales/sale-state';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { MaskedCode } from '@/components/masked-code';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import type {
  GoodwillEntry,
  MessageEntry,
  RedemptionEntry,
  SaleEntry,
  TimelineEntry,
} from '@/lib/domain/sales/customers/read-timeline-entries';

const ResendDialog = whenNeeded(() => import('@/app/(desk)/sales/resend-dialog').then((module) => module.ResendDialog));

type CustomerTimelineProps = {
  entries: TimelineEntry[];
  /** The sale from which the page was opened. */
  saleId: number;
  /** Under the entries. */
  children: ReactNode;
};

/** What happened with a customer, the newest first. */
export function CustomerTimeline({ entries, saleId, children }: CustomerTimelineProps) {
  const t = useTranslations('customers.timeline');
  const router = useRouter();
  const [resent, setResent] = useState<MessageEntry | null>(null);
  return (
    <section aria-labelledby="customer-timeline" className="card p-5">
      <h2 id="customer-timeline" className="text-base font-semibold">
        {t('title')}
      </h2>
      {entries.length === 0 && <p className="mt-3 text-pretty text-muted">{t('empty')}</p>}
      <ol className="my-4 flex flex-col gap-4">
        {entries.map((entry) => (
          <li
            key={`${entry.kind} ${entry.id}`}
            className={`flex flex-col gap-1 border-s-2 ps-3 ${
              entry.kind === 'sale' && entry.id === saleId ? 'border-accent' : 'border-border'
            }`}
          >
            {entry.kind === 'sale' && <Sale sale={entry} />}
            {entry.kind === 'message' && <Message entry={entry} onResend={() => setResent(entry)} />}
            {entry.kind === 'redemption' && <Redemption redemption={entry} />}
            {entry.kind === 'goodwill' && <Goodwill goodwill={entry} />}
            {entry.kind === 'note' && (
              <>
                <Line at={entry.at} what={<span className="font-medium">{t('note')}</span>}>
                  <span className="text-muted">{t('by', { name: entry.author })}</span>
                </Line>
                <p className="max-w-prose whitespace-pre-wrap wrap-anywhere">{entry.text}</p>
              </>
            )}
          </li>
        ))}
      </ol>
      {children}
      {resent?.resend && (
        <ResendDialog
          message={resent.message}
          contact={resent.resend.contact}
          reveal={resent.resend.reveal}
          isCorrection={false}
          onClose={() => setResent(null)}
          onSent={() => router.refresh()}
        />
      )}
    </section>
  );
}

/** What it is, its state, and when. */
function Line({ what, at, children }: { what: ReactNode; at: string; children?: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 wrap-anywhere">{what}</span>
      {children}
      <Instant value={at} exact className="text-13 text-muted" />
    </p>
  );
}

function Sale({ sale }: { sale: SaleEntry }) {
  const t = useTranslations('customers.timeline');
  const tSales = useTranslations('sales');
  return (
    <>
      <Line
        at={sale.at}
        what={
          <Link href={routes.sale(sale.id)} className="text-link font-medium">
            {t('sale', { product: sale.productName })}
          </Link>
        }
      >
        <SaleStateBadge state={sale.state} />
        <Money paisa={sale.amountPaisa} />
      </Line>
      <p className="flex flex-wrap items-center gap-x-3 text-13 text-muted">
        <span className="wrap-anywhere">{t('soldBy', { name: sale.sellerName })}</span>
        {sale.pinLastFour && (
          <span className="inline-flex items-center gap-1">
            {tSales('pin')} <MaskedCode lastFour={sale.pinLastFour} name={tSales('pin')} />
          </span>
        )}
      </p>
      {sale.failureReason && <p className="text-13 text-pretty text-muted wrap-anywhere">{sale.failureReason}</p>}
    </>
  );
}

function Message({
  entry: { saleId, at, isGoodwill, message, resend },
  onResend,
}: {
  entry: MessageEntry;
  onResend: () => void;
}) {
  const t = useTranslations('customers.timeline');
  const tMessages = useTranslations('deliveries');
  return (
    <>
      <Line at={at} what={tMessages('sentTo', { channel: message.channel, recipient: recipientOf(message) })}>
        <MessageStateBadge state={message.state} />
        <Link href={routes.sale(saleId)} className="text-link text-13">
          {isGoodwill ? t('ofGoodwill') : t('ofSale', { id: saleId })}
        </Link>
      </Line>
      {message.error && <p className="text-13 text-pretty text-muted">{tMessages(`error.${message.error}`)}</p>}
      {resend && (
        <div className="mt-1">
          <Button size="sm" icon={<RotateCw />} onPress={onResend}>
            {t('resend')}
          </Button>
        </div>
      )}
    </>
  );
}

function Goodwill({ goodwill }: { goodwill: GoodwillEntry }) {
  const t = useTranslations('customers.timeline');
  return (
    <>
      <Line
        at={goodwill.at}
        what={<span className="font-medium">{t('goodwill', { lastFour: goodwill.lastFour })}</span>}
      >
        <span className="text-muted">{t('by', { name: goodwill.author })}</span>
      </Line>
      <p className="text-13 text-muted wrap-anywhere">
        {t('coupon')}{' '}
        <Link href={routes.coupon(goodwill.couponId)} className="text-link">
          {goodwill.couponCode}
        </Link>
      </p>
      <p className="max-w-prose wrap-anywhere">{goodwill.reason}</p>
    </>
  );
}

function Redemption({ redemption }: { redemption: RedemptionEntry }) {
  const t = useTranslations('customers.timeline');
  return (
    <>
      <Line
        at={redemption.at}
        what={
          <Link href={routes.redemption(redemption.id)} className="text-link font-medium">
            {t('redemption', { lastFour: redemption.lastFour })}
          </Link>
        }
      >
        <RedemptionStateBadge state={redemption.state} />
      </Line>
      <p className="text-13 text-muted wrap-anywhere">
        {t('user')} <Mono>{redemption.userRef}</Mono>
        {' · '}
        {t('coupon')} <Mono>{redemption.couponCode}</Mono>
      </p>
    </>
  );
}

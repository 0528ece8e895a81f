import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button';
import { Mono } from '@/components/mono';
import { formatPaisa } from '@/lib/core/money';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { LookUpCountdown } from './look-up-countdown';

export type GuidedSale = SaleSummary &
  Partial<Pick<SaleDetails, 'supplierReference' | 'supplierSaleId' | 'unknownReason'>>;

/** What is known of a sale that is not simply sold, what to do about it, and what happens to the money. */
export function SaleGuide({ sale, children }: { sale: GuidedSale; children?: ReactNode }) {
  const t = useTranslations('sales.guide');
  const { state, flagReason } = sale;
  if (state === 'succeeded' && !flagReason) return null;
  return (
    <section aria-label={t('title')} className="card flex flex-col gap-4 p-5">
      <dl className="flex flex-col gap-3">
        <Point name={t('known')}>
          <Known sale={sale} />
        </Point>
        <Point name={t('toDo')}>
          <ToDo sale={sale} />
        </Point>
        <Point name={t('money')}>
          <SaleMoney sale={sale} />
        </Point>
      </dl>
      {(state === 'unknown' || state === 'pin_missing' || flagReason) && (
        <div className="border-t border-border pt-4 empty:hidden">
          <SupplierReference sale={sale} />
        </div>
      )}
      {children}
    </section>
  );
}

/** What to quote to the supplier's support. */
export function SupplierReference({ sale }: { sale: GuidedSale }) {
  const t = useTranslations('sales.guide');
  if (!sale.supplierReference) return null;
  return (
    <dl className="flex flex-col gap-3">
      <Copyable name={t('supplierReference')} value={sale.supplierReference} label={t('copyReference')} />
      {sale.supplierSaleId && (
        <Copyable name={t('supplierSaleId')} value={sale.supplierSaleId} label={t('copySaleId')} />
      )}
    </dl>
  );
}

function Point({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-13 font-medium text-muted">{name}</dt>
      <dd className="mt-0.5 max-w-prose text-pretty">{children}</dd>
    </div>
  );
}

function Copyable({ name, value, label }: { name: string; value: string; label: string }) {
  return (
    <Point name={name}>
      <span className="inline-flex max-w-full items-center gap-1">
        <Mono>{value}</Mono>
        <CopyButton value={value} label={label} />
      </span>
    </Point>
  );
}

function Known({ sale }: { sale: GuidedSale }) {
  const t = useTranslations('sales');
  const { state, flagReason, failureReason, unknownReason } = sale;
  if (flagReason) return t(`flags.${flagReason}.known`);
  if (state === 'failed') return t('guide.failed', { reason: failureReason ?? '' });
  if (isGivenBack(sale)) return t('guide.givenBack');
  if (state !== 'unknown') return t(`guide.${state}`);
  type Key = Parameters<typeof t.has>[0];
  const reason = `unknown.${unknownReason}` as Key;
  return t.has(reason) ? t(reason as 'unknown.timed_out') : t('unknown.other');
}

function ToDo({ sale }: { sale: GuidedSale }) {
  const t = useTranslations('sales');
  const { state, flagReason, nextLookUpAt } = sale;
  if (flagReason) return t(`flags.${flagReason}.toDo`);
  if (state === 'failed') return t(`advice.${adviceFor(sale)}`);
  if (state === 'voided') return t('guide.voidedToDo');
  if (isGivenBack(sale)) return t('guide.givenBackToDo');
  if (state === 'unknown' && nextLookUpAt) {
    return t.rich('guide.unknownToDo', { at: () => <LookUpCountdown at={nextLookUpAt} /> });
  }
  return t(`guide.nothingToDo`);
}

/** What staff at the desk can do about a failure, by its code. */
function adviceFor({
  failureCode,
  supplier,
}: SaleSummary): 'stock' | 'account' | 'later' | 'readAgain' | 'notifyAdmin' | 'again' {
  if (supplier === 'stock') return 'stock';
  const code = failureCode?.replace('khalti:', '') ?? '';
  if (/^100[1-9]$|^1016$/.test(code)) return 'account';
  if (code === '1010' || code === '1011') return 'readAgain';
  if (/^101[2-5]$|^http_404$/.test(code)) return 'notifyAdmin';
  if (code === '1019') return 'later';
  return code === '1020' || code === '4000' ? 'stock' : 'again';
}

const moneyEnds = {
  succeeded: 'sold',
  failed: 'free',
  refunded: 'free',
  voided: 'back',
  pending: 'held',
  unknown: 'held',
  pin_missing: 'held',
} as const satisfies Record<SaleState, string>;

/** Its supplier gave the money back after the PIN was handed out. */
const isGivenBack = ({ state, pinLastFour }: Pick<SaleSummary, 'state' | 'pinLastFour'>) =>
  state === 'refunded' && pinLastFour !== null;

type MoneyOfSale = Pick<SaleSummary, 'state' | 'pinLastFour' | 'amountPaisa' | 'sellerId' | 'sellerName'> &
  Partial<Pick<SaleDetails, 'goodwill'>>;

/** What happens to the money of a sale: an integrator's credit is held by us, a customer's cash by the desk. */
export function SaleMoney({ sale }: { sale: MoneyOfSale }) {
  const t = useTranslations('sales.guide');
  const isBack = isGivenBack(sale);
  const end = isBack ? 'back' : moneyEnds[sale.state];
  const price = formatPaisa(sale.amountPaisa - (isBack ? (sale.goodwill?.amountPaisa ?? 0) : 0));
  return sale.sellerId === null
    ? t(`credit.${end}`, { price, integrator: sale.sellerName })
    : t(`cash.${end}`, { price });
}

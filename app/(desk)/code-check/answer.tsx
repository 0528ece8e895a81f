'use client';

import { CircleCheck, CircleHelp, CircleX, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Facts } from '@/components/form-layout';
import { Link } from '@/components/link';
import { MaskedCode } from '@/components/masked-code';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import type { Explanation } from '@/lib/domain/redemptions/redemptions/explain-code';
import { SaleStateBadge } from '../sales/sale-state';
import { Reply } from './reply';
import { RuleList } from './rule-list';

const looks: Record<Explanation['result'], { icon: ReactNode; colours: string }> = {
  works: { icon: <CircleCheck />, colours: 'bg-success-soft text-success-soft-foreground' },
  open: { icon: <CircleHelp />, colours: 'bg-default text-default-soft-foreground' },
  fails: { icon: <CircleX />, colours: 'bg-danger-soft text-danger-soft-foreground' },
  unknown: { icon: <SearchX />, colours: 'bg-danger-soft text-danger-soft-foreground' },
  supplier_pin: { icon: <CircleHelp />, colours: 'bg-warning-soft text-warning-soft-foreground' },
};

type AnswerProps = { answer: Explanation | null; isPending: boolean; companyName: string; canWrite: boolean };

/** The result, which is read out; then what is known of the code, every rule, and words for the customer. */
export function Answer({ answer, isPending, companyName, canWrite }: AnswerProps) {
  const t = useTranslations('codeCheck');
  return (
    <div aria-busy={isPending} className={`flex flex-col gap-6 ${isPending ? 'opacity-60' : ''}`}>
      <div role="status">
        {answer ? <Result answer={answer} /> : <p className="card p-5 text-muted text-pretty">{t('nothingAsked')}</p>}
      </div>
      {answer && (
        <>
          <Known answer={answer} />
          {answer.coupon && <RuleList answer={answer} canWrite={canWrite} />}
          <Reply answer={answer} companyName={companyName} />
        </>
      )}
    </div>
  );
}

function Result({ answer }: { answer: Explanation }) {
  const t = useTranslations('codeCheck');
  const { icon, colours } = looks[answer.result];
  const failed = answer.rules.filter((rule) => rule.answer === 'failed').length;
  const what =
    answer.result === 'unknown' ? t(`shapes.${answer.shape}`) : t(`result.${answer.result}.text`, { failed });
  return (
    <section aria-labelledby="result" className={`flex gap-3 rounded-xl p-4 ${colours}`}>
      <span aria-hidden className="mt-0.5 [&>svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0">
        <h2 id="result" className="text-base font-semibold">
          {t(`result.${answer.result}.title`)}
        </h2>
        <p className="text-pretty">{what}</p>
      </div>
    </section>
  );
}

/** The coupon, the code and the sale that it is about, each with the way there. */
function Known({ answer: { coupon, code, sale, discount } }: { answer: Explanation }) {
  const t = useTranslations('codeCheck.known');
  const link = (href: string, children: ReactNode) => (
    <Link href={href} className="text-link">
      {children}
    </Link>
  );
  const facts = [
    ...(coupon ? [{ label: t('coupon'), value: link(routes.coupon(coupon.id), <Mono>{coupon.code}</Mono>) }] : []),
    ...(discount
      ? [{ label: t('discount'), value: describeDiscount({ ...discount, discount: discount.percent }) }]
      : []),
    ...(discount && discount.off !== null && discount.due !== null
      ? [
          { label: t('off'), value: <Money paisa={discount.off} /> },
          { label: t('due'), value: <Money paisa={discount.due} /> },
        ]
      : []),
    ...(coupon && code
      ? [
          {
            label: t('code'),
            value: (
              <span className="inline-flex flex-wrap items-center justify-end gap-x-3">
                <MaskedCode lastFour={code.lastFour} name={t('codeName', { lastFour: code.lastFour })} />
                {link(routes.couponCodes(coupon.id, code.batchId), t('batch', { id: code.batchId }))}
              </span>
            ),
          },
        ]
      : []),
    ...(coupon && !code ? [{ label: t('code'), value: t('ownCode') }] : []),
    ...(sale
      ? [
          {
            label: t('sale'),
            value: (
              <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
                {link(routes.sale(sale.id), t('saleName', { id: sale.id }))}
                <SaleStateBadge state={sale.state} />
              </span>
            ),
          },
        ]
      : []),
  ];
  if (facts.length === 0) return null;
  return (
    <section aria-label={t('label')} className="card p-5">
      <Facts facts={facts} />
    </section>
  );
}

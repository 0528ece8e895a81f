'use client';

import { TicketPercent } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { FormAlert } from '@/components/form-alert';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import type { QualifyingCoupon } from '@/lib/domain/redemptions/redemptions/qualify';
import { qualifyAction } from './actions';
import type { Question } from './question';

/** `readQuestion` says for whom and for what, or null once it has shown in the form what is missing. */
type FittingCouponsProps = { readQuestion: () => Question | null };

/** The public coupons that would pass for the customer and the purchase of the form, the best first. */
export function FittingCoupons({ readQuestion }: FittingCouponsProps) {
  const t = useTranslations('codeCheck.fit');
  const ask = useFitting();
  return (
    <section aria-labelledby="fit" aria-busy={ask.isPending} className="card mt-6 p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="fit" className="text-base font-semibold">
          {t('title')}
        </h2>
        <Button
          icon={<TicketPercent />}
          isDisabled={ask.isPending}
          onPress={() => {
            const question = readQuestion();
            if (question) ask.mutate(question);
          }}
        >
          {t('ask')}
        </Button>
      </div>
      <p className="mt-1 text-13 text-muted text-pretty">{t('help')}</p>
      <FittingAnswer ask={ask} />
    </section>
  );
}

export const useFitting = () => useAction(qualifyAction, { gcTime: 0 });

/** What was asked last: the coupons, none, or why there is no answer. */
export function FittingAnswer({ ask }: { ask: ReturnType<typeof useFitting> }) {
  const t = useTranslations('codeCheck.fit');
  const found = ask.data?.ok ? ask.data.value : null;
  const refusal = ask.data && !ask.data.ok ? ask.data.message : undefined;
  return (
    <>
      <FormAlert message={ask.error ? t('lost') : refusal} />
      <div role="status" className={ask.isPending ? 'opacity-60' : ''}>
        {found?.length === 0 && <p className="mt-3">{t('none')}</p>}
        {found && found.length > 0 && (
          <ol className="mt-3 divide-y divide-separator">
            {found.map((coupon) => (
              <FittingCoupon key={coupon.id} coupon={coupon} />
            ))}
          </ol>
        )}
      </div>
    </>
  );
}

function FittingCoupon({ coupon: { id, code, description, discount, expiresAt } }: { coupon: QualifyingCoupon }) {
  const t = useTranslations('codeCheck.fit');
  const { percent, off, due, ...terms } = discount;
  return (
    <li className="flex items-baseline justify-between gap-4 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 wrap-anywhere">
        <Link href={routes.coupon(id)} className="text-link">
          <Mono>{code}</Mono>
        </Link>
        <p className="text-13 text-muted">
          {description ?? describeDiscount({ ...terms, discount: percent })}
          {expiresAt && (
            <>
              {' · '}
              {t('until')} <Instant value={expiresAt} exact end />
            </>
          )}
        </p>
      </div>
      {off !== null && due !== null && (
        <p className="shrink-0 text-end">
          {t.rich('off', { off: () => <Money paisa={off} /> })}
          <span className="block text-13 text-muted">{t.rich('due', { due: () => <Money paisa={due} /> })}</span>
        </p>
      )}
    </li>
  );
}

'use client';

import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { toastError } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import type { Replay } from '@/lib/domain/redemptions/redemptions/replay-coupon';
import { replayCouponAction } from './actions';
import type { CouponForm, CouponValues } from './coupon-form-model';

type Tried = { values: string; replay: Replay };

/** What the change would have done to the redemptions and refusals of the last days, before it is saved. */
export function CouponReplay({ form, couponId }: { form: CouponForm; couponId: number }) {
  const t = useTranslations('coupons.replay');
  const values = JSON.stringify(useWatch({ control: form.control }));
  const [tried, setTried] = useState<Tried | null>(null);
  const { dirtyFields } = form.formState;
  const { mutate, isPending } = useAction(replayCouponAction, {
    onSuccess: (result) => (result.ok ? setTried({ values, replay: result.value }) : toastError(result.message)),
    onError: () => toastError(t('failed')),
  });
  const run = form.handleSubmit((valid: CouponValues) => {
    const changed = Object.entries(valid).filter(([name]) => name in dirtyFields);
    mutate({ ...Object.fromEntries(changed), id: couponId });
  });
  const isCurrent = tried !== null && tried.values === values;
  return (
    <section aria-labelledby="coupon-replay" className="mt-5 border-t border-separator pt-4">
      <h2 id="coupon-replay" className="mb-1 text-base font-semibold">
        {t('title')}
      </h2>
      <div aria-live="polite" className="mb-3 text-13 text-pretty">
        {isCurrent ? <ReplayWords replay={tried.replay} /> : <p className="text-muted">{t('help')}</p>}
      </div>
      <Button size="sm" icon={<History />} onPress={() => void run()} isPending={isPending} isDisabled={isCurrent}>
        {t('try')}
      </Button>
    </section>
  );
}

function ReplayWords({ replay }: { replay: Replay }) {
  const t = useTranslations('coupons.replay');
  const { days, letIn, turnedAway, unknown, moreOffPaisa, pauses, firstPauseAt, isPartial } = replay;
  const isSame = letIn === 0 && turnedAway === 0 && unknown === 0 && moreOffPaisa === 0 && pauses === 0;
  const off = moreOffPaisa === 0 ? 'same' : moreOffPaisa > 0 ? 'more' : 'less';
  return (
    <>
      <p>
        {isSame
          ? t('same', { days })
          : t('result', { days, letIn, turnedAway, off, amount: formatPaisa(Math.abs(moreOffPaisa)) })}
      </p>
      {firstPauseAt && (
        <p className="mt-1">{t.rich('pauses', { count: pauses, at: () => <Instant value={firstPauseAt} exact /> })}</p>
      )}
      {unknown > 0 && <p className="mt-1 text-muted">{t('unknown', { count: unknown })}</p>}
      {isPartial && <p className="mt-1 text-muted">{t('partial')}</p>}
    </>
  );
}

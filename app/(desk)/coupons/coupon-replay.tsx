'use client';

import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { Button } from '@/components/button';
import { replayCouponAction } from './actions';
import type { CouponForm, CouponValues } from './coupon-form-model';
import { ReplayWords } from './replay-words';
import { useReplay } from './use-replay';

/** What the change would have done to the redemptions and refusals of the last days, before it is saved. */
export function CouponReplay({ form, couponId }: { form: CouponForm; couponId: number }) {
  const t = useTranslations('coupons.replay');
  const { dirtyFields } = form.formState;
  const { replay, run, isPending } = useReplay(replayCouponAction, JSON.stringify(useWatch({ control: form.control })));
  const submit = form.handleSubmit((valid: CouponValues) => {
    const changed = Object.entries(valid).filter(([name]) => name in dirtyFields);
    run({ ...Object.fromEntries(changed), id: couponId });
  });
  return (
    <section aria-labelledby="coupon-replay" className="mt-5 border-t border-separator pt-4">
      <h2 id="coupon-replay" className="mb-1 text-base font-semibold">
        {t('title')}
      </h2>
      <div aria-live="polite" className="mb-3 text-13 text-pretty">
        {replay ? <ReplayWords replay={replay} /> : <p className="text-muted">{t('help')}</p>}
      </div>
      <Button
        size="sm"
        icon={<History />}
        onPress={() => void submit()}
        isPending={isPending}
        isDisabled={replay !== null}
      >
        {t('try')}
      </Button>
    </section>
  );
}

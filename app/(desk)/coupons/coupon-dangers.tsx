'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { SubmitBar } from '@/components/form';
import { useShown } from '@/components/use-shown';
import { routes } from '@/lib/core/routes';
import {
  type CouponDanger,
  type CouponFacts,
  couponWarnings,
  fieldOfDanger,
  isDanger,
} from '@/lib/domain/coupons/coupons/coupon-warnings';
import type { CouponForm } from './coupon-form-model';
import type { CouponItem } from './coupon-queries';
import type { CouponSaying } from './coupon-sentences';

type DangersOptions = { form: CouponForm; base: CouponItem | null; facts: CouponFacts };
export type Dangers = ReturnType<typeof useDangers>;

/**
 * What is dangerous about a form and was not about the coupon that is edited, or is again as it is switched on: said at its field,
 * then saved on purpose.
 */
export function useDangers({ form, base, facts }: DangersOptions) {
  const t = useTranslations('coupons.warning');
  const [now] = useState(() => new Date());
  const [asked, setAsked] = useState('');
  const isShown = useShown(asked);
  const dangersOf = (values: CouponSaying): CouponDanger[] => {
    const isStill = base && (base.status === values.status || values.status === 'unavailable');
    const before = isStill ? couponWarnings(base, facts, now).map((warning) => JSON.stringify(warning)) : [];
    return couponWarnings(values, facts, now)
      .filter(isDanger)
      .filter((danger) => !before.includes(JSON.stringify(danger)));
  };
  const keyOf = (values: CouponSaying) =>
    dangersOf(values)
      .map((danger) => JSON.stringify(danger))
      .join();

  return {
    isHeld: asked !== '' && !isShown,
    /** Whether it was said what would be saved. */
    isAsked: (values: CouponSaying) => asked !== '' && keyOf(values) === asked,
    /** Says what is dangerous until that was shown for a moment; false then. */
    isMeant: (values: CouponSaying): boolean => {
      const key = keyOf(values);
      if (key === '' || (key === asked && isShown)) return true;
      setAsked(key);
      for (const [index, danger] of dangersOf(values).entries()) {
        const { name, ...counts } = danger;
        const message = t(name, counts as Record<string, number>);
        form.setError(fieldOfDanger(danger), { type: 'danger', message }, { shouldFocus: index === 0 });
      }
      return false;
    },
  };
}

type CouponSubmitProps = { form: CouponForm; base: CouponItem | null; dangers: Dangers };

/** The press that saves; named for what it does once a danger was said. */
export function CouponSubmit({ form, base, dangers }: CouponSubmitProps) {
  const t = useTranslations('coupons.form');
  const values = useWatch({ control: form.control });
  const isAsked = dangers.isAsked(values);
  const label = base ? t(isAsked ? 'saveAnyway' : 'save') : t(isAsked ? 'createAnyway' : 'create');
  return (
    <SubmitBar
      label={label}
      isHeld={isAsked && dangers.isHeld}
      cancelHref={base ? routes.coupon(base.id) : routes.coupons()}
    />
  );
}

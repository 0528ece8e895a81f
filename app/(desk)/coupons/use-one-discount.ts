import { useEffect, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import type { CouponForm } from './coupon-form-model';

/** A coupon takes off a percentage or an amount: typing one empties the other, and an amount is its own cap. */
export function useOneDiscount({ control, setValue }: CouponForm): void {
  const [discount, amountOff, maximumOff] = useWatch({ control, name: ['discount', 'amountOff', 'maximumOff'] });
  const before = useRef({ discount, amountOff });
  useEffect(() => {
    const last = before.current;
    before.current = { discount, amountOff };
    const options = { shouldDirty: true, shouldValidate: true };
    if (typeof amountOff === 'number' && amountOff !== last.amountOff) {
      if (discount !== 0) setValue('discount', 0, options);
      if (maximumOff !== null) setValue('maximumOff', null, options);
    } else if (typeof amountOff === 'number' && discount !== last.discount && discount !== 0) {
      setValue('amountOff', null, options);
    }
  }, [discount, amountOff, maximumOff, setValue]);
}

'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { couponFields } from '@/lib/core/entities/coupon';
import { routes } from '@/lib/core/routes';
import type { CouponEntry } from '@/lib/domain/coupons/coupon-import/coupon-entry';
import type { CouponFormChoice } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { useFieldWords } from '../../_fields/use-field-words';
import { ImportScreen } from '../../_imports/import-screen';
import { couponLists } from '../coupon-queries';
import { useCouponWords } from '../use-coupon-words';
import { useCouponColumns } from './use-coupon-columns';

/** The import of coupons, from the desk's own export or another system's. */
export function ImportCoupons({ forms }: { forms: CouponFormChoice[] }) {
  const t = useTranslations('coupons.importing');
  const words = useFieldWords(couponFields, 'coupons');
  const names = useCouponColumns();
  const { find } = useCouponWords();
  const queryClient = useQueryClient();
  const describe = (entry: unknown) => {
    const { input } = entry as CouponEntry;
    const amount = input.amountOff === null ? 'discount' : 'amountOff';
    const shown = [amount, 'duration', 'status'] as const;
    return shown.map((name) => words.value(name, input[name])).join(', ');
  };
  return (
    <ImportScreen
      address="/api/desk/uploads/coupons"
      forms={forms.map((form) => ({ ...form, label: t(`forms.${form.name}`) }))}
      words={{
        named: t('code'),
        called: (column) => names[column] ?? column,
        dropHelp: t('dropHelp'),
        describe,
        refusal: find,
        submit: (count) => t('submit', { count }),
        imported: (count) => t('imported', { count }),
        undone: (count) => t('undone', { count }),
        see: t('see'),
      }}
      list={routes.coupons()}
      onChanged={() => queryClient.invalidateQueries({ queryKey: couponLists })}
    />
  );
}

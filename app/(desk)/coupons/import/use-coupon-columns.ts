import { useTranslations } from 'next-intl';
import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, entriesOf } from '@/lib/core/entities/field';
import { useFieldWords } from '../../_fields/use-field-words';

/** What the screens call the columns of the desk's own form of coupons, and so the fields that another form is read into. */
export function useCouponColumns(): Readonly<Record<string, string>> {
  const { label } = useFieldWords(couponFields, 'coupons');
  const t = useTranslations('coupons');
  const shared = useTranslations('imports.column');
  const fields = entriesOf(couponFields).map(([name, field]) => [apiName(name, field), label(name)]);
  return {
    ...Object.fromEntries(fields),
    currency: shared('currency'),
    deleted_at: t('column.deleted'),
    user_groups: t('form.plans'),
    user_group_ids: shared('ids', { name: t('form.plans') }),
    tvod_prices: t('form.prices'),
    tvod_price_ids: shared('ids', { name: t('form.prices') }),
    member_groups: label('memberGroupIds'),
    member_group_ids: shared('ids', { name: label('memberGroupIds') }),
  };
}

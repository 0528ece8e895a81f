import { useLocale, useTranslations } from 'next-intl';
import { areInOrder } from '@/lib/core/days-in-order';
import { formatDay } from '@/lib/core/time';
import type { AppliedFilter } from './data-table-types';
import type { InPlace } from './in-place-link';

/** Whole days, `2026-12-31`, both included; null is an open end. */
export type Days = { from: string | null; to: string | null };

/** The chip that says which days a list is narrowed to, or why it is not; none when to none. */
export function useDaysChip() {
  const t = useTranslations('common.days');
  const locale = useLocale();
  const say = ({ from, to }: Days) => {
    if (from && to && !areInOrder({ from, to })) {
      return t('notInOrder', { from: formatDay(from, locale), to: formatDay(to, locale) });
    }
    if (from && to)
      return from === to
        ? formatDay(from, locale)
        : t('fromTo', { from: formatDay(from, locale), to: formatDay(to, locale) });
    if (from) return t('fromOn', { from: formatDay(from, locale) });
    return to && t('upTo', { to: formatDay(to, locale) });
  };
  return (days: Days, remove: InPlace, label = t('label')): AppliedFilter[] => {
    const value = say(days);
    return value === null ? [] : [{ id: 'days', label, value, remove }];
  };
}

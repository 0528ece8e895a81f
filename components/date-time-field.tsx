'use client';

import { useLocale } from 'next-intl';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { calendarOf } from '@/lib/core/entities/desk-language';
import { DateTimePicker } from './date-time-picker';
import type { FieldProps } from './field';
import { NepaliDateTimeField } from './nepali-date-time-field';

export type DateTimeOptions = {
  /** `end` closes a period: its last minute, 23:59, is stored as the midnight after it. */
  boundary?: 'start' | 'end';
};

/** Wall time in the settings' zone, by the calendar of the person; stored as an ISO instant, or null when empty. */
export function DateTimeField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & DateTimeOptions,
) {
  const isNepali = calendarOf(useLocale()) === 'bikram_sambat';
  return isNepali ? <NepaliDateTimeField {...props} /> : <DateTimePicker {...props} />;
}

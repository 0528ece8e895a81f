'use client';

import { useLocale } from 'next-intl';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { calendarOf } from '@/lib/core/entities/desk-language';
import { DateTimePicker } from './date-time-picker';
import type { FieldProps } from './field';
import { NepaliDateTimeField } from './nepali-date-time-field';
import type { DateTimeOptions } from './wall-time';

/** Wall time in the settings' zone, by the calendar of the person; stored as an ISO instant, or null when empty. */
export function DateTimeField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & DateTimeOptions,
) {
  const isNepali = calendarOf(useLocale()) === 'bikram_sambat';
  return isNepali ? <NepaliDateTimeField {...props} /> : <DateTimePicker {...props} />;
}

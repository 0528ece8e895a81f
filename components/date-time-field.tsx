'use client';

import { useLocale } from 'next-intl';
import { useRef } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { calendarOf } from '@/lib/core/entities/desk-language';
import { DateTimeBefore } from './date-time-before';
import type { DateTimePickerProps } from './date-time-picker';
import type { FieldProps } from './field';
import { NepaliDateTimeField } from './nepali-date-time-field';
import type { DateTimeOptions } from './wall-time';
import { whenNeeded } from './when-needed';

/** With its calendar it is 110 KB, which the page does not wait for. */
const DateTimePicker = whenNeeded(
  () => import('./date-time-picker').then((module) => module.DateTimePicker),
  DateTimeBefore,
);

/** Wall time in the settings' zone, by the calendar of the person; stored as an ISO instant, or null when empty. */
export function DateTimeField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & DateTimeOptions,
) {
  const hasFocus = useRef(false);
  if (calendarOf(useLocale()) === 'bikram_sambat') return <NepaliDateTimeField {...props} />;
  // What is loaded later cannot be generic: it takes the field of any form.
  return <DateTimePicker {...(props as unknown as DateTimePickerProps)} hasFocus={hasFocus} />;
}

'use client';

import { useLocale } from 'next-intl';
import { useId } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { calendarOf, languageOf, localeOf } from '@/lib/core/entities/desk-language';
import { isCalendarDay } from '@/lib/core/is-calendar-day';
import { formatDay, formatNepaliDay } from '@/lib/core/time';
import { type FieldProps, useField } from './field';
import { ariaOf } from './field-parts';
import { GroupFrame } from './group-frame';
import { NepaliDayParts } from './nepali-day-parts';
import { TextField } from './text-field';
import { useIsHydrated } from './use-hydrated';

/** A calendar day, `2026-11-03`, by the calendar of the person; null when empty. Below it is the day in the other one. */
export function DayField<V extends FieldValues, N extends FieldPath<V>, C, T>(props: FieldProps<V, N, C, T>) {
  const locale = useLocale();
  const calendar = calendarOf(locale);
  const { value } = useField(props.control, props.name);
  const day = typeof value === 'string' && isCalendarDay(value) ? value : null;
  if (calendar === 'bikram_sambat') {
    return <NepaliDayField {...props} help={day ? formatDay(day, localeOf(languageOf(locale))) : props.help} />;
  }
  const help = day && calendar === 'both' ? formatNepaliDay(day, locale) : props.help;
  return <TextField {...props} help={help} type="date" emptyAsNull />;
}

function NepaliDayField<V extends FieldValues, N extends FieldPath<V>, C, T>(props: FieldProps<V, N, C, T>) {
  const { label, optional = false, help, isDisabled = false, className } = props;
  const id = useId();
  const isHydrated = useIsHydrated();
  const { error, ref, value, onChange, onBlur } = useField(props.control, props.name);
  return (
    <GroupFrame
      id={id}
      label={label}
      optional={optional}
      help={help}
      error={error}
      onBlur={onBlur}
      className={className}
    >
      <NepaliDayParts
        id={id}
        ref={ref}
        value={typeof value === 'string' ? value : null}
        onChange={onChange}
        isDisabled={isDisabled || !isHydrated}
        aria={ariaOf({ id, optional, help, error })}
      />
    </GroupFrame>
  );
}

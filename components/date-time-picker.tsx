'use client';

import { Calendar } from '@heroui/react/calendar';
import { DateField } from '@heroui/react/date-field';
import { DatePicker } from '@heroui/react/date-picker';
import { CalendarDateTime, toCalendarDateTime } from '@internationalized/date';
import { X } from 'lucide-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { defaultTimeZone } from '@/lib/core/time';
import { FieldLabel, FieldNote } from './aria-field-parts';
import { IconButton } from './button';
import { type FieldProps, useField } from './field';
import { useInstantNote } from './use-instant-note';
import { type DateTimeOptions, endOfDay, startOfDay, todayAt, toIso, toWall } from './wall-time';

/** Each part is pressed on its own. */
const target = 'min-w-6 text-center leading-6';

type Parts = Partial<Record<'day' | 'month' | 'year' | 'hour' | 'minute', number>>;

/** What was typed into the field's parts; one that is still empty is not in it. */
function typedParts(group: HTMLElement | null): Parts {
  const parts = [...(group?.querySelectorAll<HTMLElement>('[role="spinbutton"]:not([data-placeholder])') ?? [])];
  return Object.fromEntries(parts.map((part) => [part.dataset.type, Number(part.getAttribute('aria-valuenow'))]));
}

/** A day without a time is that whole day. Anything else half typed is an empty text, which no schema accepts. */
function readParts(group: HTMLElement | null, timeZone: string, isEnd: boolean): string | null {
  const typed = typedParts(group);
  if (Object.keys(typed).length === 0) return null;
  const { day, month, year, hour, minute } = typed;
  if (!day || !month || !year || hour !== undefined || minute !== undefined) return '';
  const { hour: h, minute: m } = isEnd ? endOfDay : startOfDay;
  return toIso(new CalendarDateTime(year, month, day, h, m), timeZone, isEnd);
}

export type DateTimePickerProps = FieldProps<FieldValues, string, unknown, unknown> &
  DateTimeOptions & {
    /** Whether what was there before it had the focus. */
    hasFocus: RefObject<boolean>;
  };

/** A date of the Gregorian calendar and a time, typed part by part or taken from a month. */
export function DateTimePicker(props: DateTimePickerProps) {
  const { boundary = 'start', optional = false, label } = props;
  const t = useTranslations('common.form');
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const { error, ref, ...field } = useField(props.control, props.name);
  const group = useRef<HTMLDivElement>(null);
  const [autoFocus] = useState(() => props.hasFocus.current);
  const isEnd = boundary === 'end';
  const iso = typeof field.value === 'string' && field.value !== '' ? field.value : null;
  const exact = useInstantNote(iso, boundary);
  useEffect(() => {
    ref({ focus: () => group.current?.querySelector<HTMLElement>('[role="spinbutton"]')?.focus() });
  }, [ref]);

  // The picker has no value for an incomplete date: without this it would be saved as no date.
  const leave = () => {
    if (!iso) field.onChange(readParts(group.current, timeZone, isEnd));
    field.onBlur();
  };

  return (
    <DatePicker
      value={iso ? toWall(iso, timeZone, isEnd) : null}
      onChange={(wall) => field.onChange(wall ? toIso(toCalendarDateTime(wall), timeZone, isEnd) : null)}
      onBlur={leave}
      granularity="minute"
      hourCycle={24}
      placeholderValue={isEnd ? todayAt(endOfDay, timeZone) : todayAt(startOfDay, timeZone)}
      isInvalid={error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      autoFocus={autoFocus}
      validationBehavior="aria"
      shouldForceLeadingZeros
      className={`w-full ${props.className ?? ''}`}
    >
      <FieldLabel optional={optional}>{label}</FieldLabel>
      <DateField.Group ref={group} fullWidth className="h-11 md:h-9">
        <DateField.Input className="figures">
          {(segment) => <DateField.Segment segment={segment} className={segment.type === 'literal' ? '' : target} />}
        </DateField.Input>
        <DateField.Suffix className="pointer-events-auto me-1 gap-0.5">
          {optional && iso && !props.isDisabled && (
            <IconButton
              size="sm"
              icon={<X />}
              label={t('clearDate')}
              onPress={() => field.onChange(null)}
              className="size-7"
            />
          )}
          <DatePicker.Trigger aria-label={t('openCalendar')} className="size-8 justify-center">
            <DatePicker.TriggerIndicator />
          </DatePicker.Trigger>
        </DateField.Suffix>
      </DateField.Group>
      <FieldNote
        help={
          <>
            {props.help} {exact}
          </>
        }
        error={error}
      />
      <DatePicker.Popover aria-label={label}>
        <Calendar aria-label={label}>
          <div className="calendar__header">
            <Calendar.NavButton slot="previous" aria-label={t('previousMonth')} />
            <Calendar.Heading />
            <Calendar.NavButton slot="next" aria-label={t('nextMonth')} />
          </div>
          <Calendar.Grid>
            <Calendar.GridHeader>{(day) => <Calendar.HeaderCell>{day}</Calendar.HeaderCell>}</Calendar.GridHeader>
            <Calendar.GridBody>{(date) => <Calendar.Cell date={date} />}</Calendar.GridBody>
          </Calendar.Grid>
        </Calendar>
      </DatePicker.Popover>
    </DatePicker>
  );
}

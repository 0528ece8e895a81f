'use client';

import { inputVariants } from '@heroui/styles';
import { parseDate, toCalendarDateTime } from '@internationalized/date';
import { useTimeZone, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { normalizeDigits } from '@/lib/core/normalize-text';
import { defaultTimeZone } from '@/lib/core/time';
import { type FieldProps, useField } from './field';
import { ariaOf } from './field-parts';
import { GroupFrame } from './group-frame';
import { NepaliDayParts } from './nepali-day-parts';
import { useIsHydrated } from './use-hydrated';
import { useInstantNote } from './use-instant-note';
import { type DateTimeOptions, endOfDay, startOfDay, toIso, toWall } from './wall-time';

type Typed = { day: string | null; time: string };

const pad = (part: number) => String(part).padStart(2, '0');

/** `14:30`, `14.30`, `1430` and `9:05`; nothing is the whole day. Null for what is no time. */
function readTime(text: string, isEnd: boolean): { hour: number; minute: number } | null {
  if (text.trim() === '') {
    const { hour, minute } = isEnd ? endOfDay : startOfDay;
    return { hour, minute };
  }
  const [, hour, minute] = /^(\d{1,2})[:.]?(\d{2})$/.exec(normalizeDigits(text).trim()) ?? [];
  const time = { hour: Number(hour), minute: Number(minute) };
  return time.hour < 24 && time.minute < 60 ? time : null;
}

/** A day of Bikram Sambat and a time; what is typed and is no instant yet is an empty text, which no schema accepts. */
export function NepaliDateTimeField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & DateTimeOptions,
) {
  const { boundary = 'start', label, optional = false, className } = props;
  const t = useTranslations('common.form');
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const id = useId();
  const isHydrated = useIsHydrated();
  const { error, ref, value, onChange, onBlur } = useField(props.control, props.name);
  const isEnd = boundary === 'end';
  const iso = typeof value === 'string' && value !== '' ? value : null;
  const note = useInstantNote(iso, boundary);
  const [typed, setTyped] = useState<Typed>({ day: null, time: '' });

  const read = ({ day, time }: Typed): string | null => {
    if (day === null && time.trim() === '') return null;
    const at = day ? readTime(time, isEnd) : null;
    return day && at ? toIso(toCalendarDateTime(parseDate(day)).set(at), timeZone, isEnd) : '';
  };
  const wall = iso ? toWall(iso, timeZone, isEnd) : null;
  const written: Typed = wall
    ? { day: wall.toString().slice(0, 10), time: `${pad(wall.hour)}:${pad(wall.minute)}` }
    : { day: null, time: '' };
  const shown = read(typed) === (value ?? null) ? typed : written;
  const change = (part: Partial<Typed>) => {
    const next = { ...shown, ...part };
    setTyped(next);
    onChange(read(next));
  };
  const help = (
    <>
      {props.help} {note}
    </>
  );
  const aria = ariaOf({ id, optional, help, error });
  const isDisabled = props.isDisabled === true || !isHydrated;
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
        value={shown.day}
        onChange={(day) => change({ day })}
        isDisabled={isDisabled}
        aria={aria}
      />
      <input
        aria-label={t('time')}
        value={shown.time}
        onChange={({ target }) => change({ time: target.value })}
        disabled={isDisabled}
        inputMode="numeric"
        maxLength={5}
        placeholder="00:00"
        autoComplete="off"
        data-slot="input"
        {...aria}
        className={`${inputVariants()} figures h-11 w-20 min-w-0 md:h-9`}
      />
    </GroupFrame>
  );
}

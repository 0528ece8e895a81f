'use client';

import { dateInputGroupVariants } from '@heroui/styles';
import { Calendar } from 'lucide-react';
import { useTimeZone } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import { defaultTimeZone } from '@/lib/core/time';
import type { DateTimePickerProps } from './date-time-picker';
import { useField } from './field';
import { ariaOf, FieldFrame } from './field-parts';
import { useInstantNote } from './use-instant-note';
import { toWall } from './wall-time';

const look = dateInputGroupVariants({ fullWidth: true });
const pad = (part: number) => String(part).padStart(2, '0');

/** What a DateTimePicker shows, until that is loaded: it is read, and takes the focus and its errors. */
export function DateTimeBefore(props: DateTimePickerProps) {
  const { control, name, label, optional = false, boundary = 'start', hasFocus } = props;
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const id = useId();
  const { error, ref, value } = useField(control, name);
  const input = useRef<HTMLInputElement>(null);
  const iso = typeof value === 'string' && value !== '' ? value : null;
  const note = useInstantNote(iso, boundary);
  const wall = iso ? toWall(iso, timeZone, boundary === 'end') : null;
  const help = (
    <>
      {props.help} {note}
    </>
  );
  const noteFocus = (isFocused: boolean) => {
    hasFocus.current = isFocused;
  };
  useEffect(() => {
    ref({ focus: () => input.current?.focus() });
    // It had the focus before hydration.
    hasFocus.current = document.activeElement === input.current;
  }, [ref, hasFocus]);
  return (
    <FieldFrame
      id={id}
      label={label}
      optional={optional}
      help={help}
      error={error}
      isDisabled={props.isDisabled}
      className={`w-full ${props.className ?? ''}`}
    >
      <span
        className={`${look.base()} h-11 md:h-9`}
        {...(error === undefined ? {} : { 'data-invalid': true })}
        {...(props.isDisabled ? { 'data-disabled': true } : {})}
      >
        <input
          ref={input}
          id={id}
          readOnly
          disabled={props.isDisabled ?? false}
          value={wall ? `${pad(wall.day)}/${pad(wall.month)}/${wall.year}, ${pad(wall.hour)}:${pad(wall.minute)}` : ''}
          onFocus={() => noteFocus(true)}
          onBlur={() => noteFocus(false)}
          className={`${look.input()} figures min-w-0`}
          {...ariaOf({ id, optional, help, error })}
        />
        <span aria-hidden className={`${look.suffix()} text-muted`}>
          <Calendar className="size-4" />
        </span>
      </span>
    </FieldFrame>
  );
}

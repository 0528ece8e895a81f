'use client';

import { inputVariants } from '@heroui/styles';
import { useLocale, useTranslations } from 'next-intl';
import { type Ref, useState } from 'react';
import { fromNepaliDay, toNepaliDay } from '@/lib/core/nepali-calendar';
import { normalizeDigits } from '@/lib/core/normalize-text';
import { nepaliMonthNames } from '@/lib/core/time';

type Typed = { day: string; month: string; year: string };

const nothing: Typed = { day: '', month: '', year: '' };
const look = `${inputVariants()} figures h-11 md:h-9`;

function typedOf(day: string | null): Typed {
  if (!day) return nothing;
  const nepali = toNepaliDay(day);
  return { day: String(nepali.day), month: String(nepali.month), year: String(nepali.year) };
}

/** What was typed as a calendar day; null for nothing, and an empty text, which no schema accepts, for what is no day. */
function read({ day, month, year }: Typed): string | null {
  if (!day && !month && !year) return null;
  return fromNepaliDay({ day: Number(day), month: Number(month), year: Number(year) }) ?? '';
}

type NepaliDayPartsProps = {
  id: string;
  /** `2026-11-03`, null, or an empty text while what is typed is no day. */
  value: string | null;
  onChange: (day: string | null) => void;
  ref?: Ref<HTMLInputElement>;
  isDisabled?: boolean | undefined;
  aria: object;
};

/** A day of Bikram Sambat in three parts; the month by its name, so that nobody takes it for the day. */
export function NepaliDayParts(props: NepaliDayPartsProps) {
  const { id, value, onChange, ref, isDisabled = false, aria } = props;
  const t = useTranslations('common.days');
  const months = nepaliMonthNames(useLocale());
  const [typed, setTyped] = useState<Typed>(nothing);
  const shown = read(typed) === value ? typed : typedOf(value);
  const change = (part: Partial<Typed>) => {
    const next = { ...shown, ...part };
    setTyped(next);
    onChange(read(next));
  };
  const digits = (text: string) => normalizeDigits(text).replace(/\D/g, '');
  const shared = { disabled: isDisabled, 'data-slot': 'input', autoComplete: 'off', ...aria } as const;
  return (
    <>
      <input
        {...shared}
        ref={ref}
        id={id}
        aria-label={t('day')}
        value={shown.day}
        onChange={({ target }) => change({ day: digits(target.value) })}
        inputMode="numeric"
        maxLength={2}
        placeholder={t('dayShort')}
        className={`${look} w-14 min-w-0`}
      />
      <select
        {...shared}
        aria-label={t('month')}
        value={shown.month}
        onChange={({ target }) => change({ month: target.value })}
        className={`${look} min-w-28 flex-1`}
      >
        <option value="">{t('month')}</option>
        {months.map((name, index) => (
          <option key={name} value={index + 1}>
            {name}
          </option>
        ))}
      </select>
      <input
        {...shared}
        aria-label={t('year')}
        value={shown.year}
        onChange={({ target }) => change({ year: digits(target.value) })}
        inputMode="numeric"
        maxLength={4}
        placeholder={t('yearShort')}
        className={`${look} w-20 min-w-0`}
      />
    </>
  );
}

'use client';

import { useLocale, useTimeZone } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { calendarOf } from '@/lib/core/entities/desk-language';
import { defaultTimeZone, formatDate, formatInstant, formatRelative } from '@/lib/core/time';

const step = 30_000;
let now = 0;

/** As the server wrote it, unless a step began since: a text that changes at hydration moves what is below from under a press. */
const stepOf = () => Math.floor(Date.now() / step) * step;

function readNow(): number {
  if (now === 0) now = stepOf();
  return now;
}

/** One timer for all times on the page. */
function subscribe(notify: () => void) {
  const timer = setInterval(() => {
    now = stepOf();
    notify();
  }, step);
  return () => clearInterval(timer);
}

type InstantProps = {
  value: Date | string;
  /** Relative under a day by default, or always exact. */
  exact?: boolean;
  /** The day alone, for estimates. */
  dayOnly?: boolean;
  /** Names the zone, where it could be doubted. */
  zone?: boolean;
  /** The end of a period: midnight is 24:00 of the day before. */
  end?: boolean;
  /** Makes the exact time focusable. Not for tables: a tab stop in every row is too many. */
  focusable?: boolean;
  className?: string;
};

export function Instant({
  value,
  exact = false,
  dayOnly = false,
  zone = false,
  end = false,
  focusable = false,
  className = '',
}: InstantProps) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const current = useSyncExternalStore(subscribe, readNow, stepOf);
  const at = new Date(value);
  const exactText = formatInstant(at, { locale, timeZone, end, zone: true });
  const isRelative = !exact && !dayOnly;
  const options = { locale, timeZone, end, zone };
  const inFull = dayOnly ? formatDate(at, options) : formatInstant(at, options);
  const text = isRelative ? formatRelative(at, new Date(current), options) : inFull;
  return (
    <time
      dateTime={at.toISOString()}
      suppressHydrationWarning
      {...(isRelative ? { 'data-exact': exactText } : {})}
      {...(focusable && isRelative ? { tabIndex: 0 } : {})}
      className={`instant figures ${calendarOf(locale) === 'both' ? '' : 'whitespace-nowrap'} ${className}`}
    >
      {text}
    </time>
  );
}

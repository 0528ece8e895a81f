import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { calendarOf, languageOf, localeOf } from '@/lib/core/entities/desk-language';
import { defaultTimeZone, formatInstant, zoneName } from '@/lib/core/time';

/** Below a date and time: when that is exactly, in the calendar that the field is not typed in too, or in which zone it is. */
export function useInstantNote(iso: string | null, boundary: 'start' | 'end'): string {
  const t = useTranslations('common.form');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const calendar = calendarOf(locale);
  const isEnd = boundary === 'end';
  if (!iso || (calendar === 'gregorian' && !isEnd)) return t('timesIn', { zone: zoneName(timeZone) });
  const shown = calendar === 'bikram_sambat' ? localeOf(languageOf(locale)) : locale;
  const instant = formatInstant(iso, { locale: shown, timeZone, end: isEnd, zone: true });
  return isEnd ? t('until', { instant }) : instant;
}

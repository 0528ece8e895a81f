import { calendarOf, type DeskLanguage, languageOf } from './entities/desk-language';
import { toNepaliDay } from './nepali-calendar';

export const defaultTimeZone = 'Asia/Kathmandu';

export type TimeOptions = {
  /** IANA name; by default the zone of the settings. */
  timeZone?: string;
  /** A language, or a locale of the desk, which names the calendar too; English by default. */
  locale?: string;
};

export type InstantOptions = TimeOptions & {
  /** Adds the zone: `31 Dec 2026, 14:05 Kathmandu`. */
  zone?: boolean;
  /** For the end of a period: midnight is written as 24:00 of the day before. */
  end?: boolean;
  seconds?: boolean;
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(language: DeskLanguage, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  // Browsers know no Nepali: of it only figures are taken.
  const locale = language === 'ne' ? 'en' : language;
  const made = new Intl.DateTimeFormat(`${locale}-u-nu-latn-ca-gregory`, { ...options, timeZone });
  formats.set(key, made);
  return made;
}

/** Browsers know no Nepali, and the server and they have to write the same. */
const nepaliMonths = 'जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर'.split(' ');

function distanceIn(language: DeskLanguage, count: number, unit: 'second' | 'minute' | 'hour'): string {
  if (language !== 'ne') return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit);
  if (unit === 'second') return 'अहिले';
  const noun = unit === 'minute' ? 'मिनेट' : 'घण्टा';
  return count < 0 ? `${-count} ${noun} पहिले` : `${count} ${noun}मा`;
}

function part(parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string {
  return parts.find((candidate) => candidate.type === type)?.value ?? '';
}

/** `Asia/Kathmandu` → `Kathmandu`, `America/New_York` → `New York`. */
export function zoneName(timeZone: string = defaultTimeZone): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** Months of Bikram Sambat, from Baisakh on. */
const monthsOfSambat = {
  en: 'Baisakh Jestha Ashadh Shrawan Bhadra Ashwin Kartik Mangsir Poush Magh Falgun Chaitra'.split(' '),
  ne: 'वैशाख जेठ असार साउन भदौ असोज कार्तिक मंसिर पुस माघ फागुन चैत'.split(' '),
};

/** By their numbers from 1 on, in the language of a locale. */
export const nepaliMonthNames = (locale: string): readonly string[] =>
  monthsOfSambat[languageOf(locale) === 'ne' ? 'ne' : 'en'];

/** `17 Kartik 2083`, of a calendar day such as `2026-11-03`. */
export function formatNepaliDay(calendarDay: string, locale = 'en'): string {
  const { year, month, day } = toNepaliDay(calendarDay);
  return `${day} ${nepaliMonthNames(locale)[month - 1]} ${year}`;
}

/** `2026-11-03`, the calendar day of an instant in a zone. */
export function dayIn(timeZone: string, instant: Date | string): string {
  const date = formatter('en', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = date.formatToParts(new Date(instant));
  return `${part(parts, 'year').padStart(4, '0')}-${part(parts, 'month')}-${part(parts, 'day')}`;
}

/** `3 Nov 2026`; `17 Kartik 2083` or `3 Nov 2026 (17 Kartik 2083)` by the calendar of the locale. */
export function formatDate(instant: Date | string, options: TimeOptions = {}): string {
  const { timeZone = defaultTimeZone, locale = 'en' } = options;
  const calendar = calendarOf(locale);
  if (calendar === 'gregorian') return formatGregorian(instant, timeZone, locale);
  const nepali = formatNepaliDay(dayIn(timeZone, instant), locale);
  if (calendar === 'bikram_sambat') return nepali;
  return `${formatGregorian(instant, timeZone, locale)} (${nepali})`;
}

function formatGregorian(instant: Date | string, timeZone: string, locale: string): string {
  const language = languageOf(locale);
  const month = language === 'ne' ? 'numeric' : 'short';
  const date = formatter(language, timeZone, { day: 'numeric', month, year: 'numeric' });
  const parts = date.formatToParts(new Date(instant));
  const named = part(parts, 'month');
  const monthName = language === 'ne' ? nepaliMonths[Number(named) - 1] : named;
  return `${part(parts, 'day')} ${monthName} ${part(parts, 'year')}`;
}

/** `3 Nov 2026`, of a calendar day such as `2026-11-03`, which belongs to no zone. */
export function formatDay(day: string, locale = 'en'): string {
  return formatDate(`${day}T00:00:00Z`, { timeZone: 'UTC', locale });
}

/** `14:05`, or `14:05:09` with seconds. */
export function formatTime(instant: Date | string, options: TimeOptions & { seconds?: boolean } = {}): string {
  const { timeZone = defaultTimeZone, seconds = false } = options;
  const shape: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return formatter('en', timeZone, seconds ? { ...shape, second: '2-digit' } : shape).format(new Date(instant));
}

/** `3 Nov 2026, 14:05`, with `zone` `… 14:05 Kathmandu`, and with `end` midnight as `31 Dec 2026, 24:00`. */
export function formatInstant(instant: Date | string, options: InstantOptions = {}): string {
  const { zone = false, end = false, ...rest } = options;
  const at = new Date(instant);
  const suffix = zone ? ` ${zoneName(rest.timeZone)}` : '';
  if (end && formatTime(at, { ...rest, seconds: true }) === '00:00:00') {
    return `${formatDate(new Date(at.getTime() - 1), rest)}, 24:00${suffix}`;
  }
  return `${formatDate(at, rest)}, ${formatTime(at, rest)}${suffix}`;
}

const day = 24 * 60 * 60 * 1000;

/** `12 minutes ago`, `in 3 hours`; the exact instant from a day on. */
export function formatRelative(instant: Date | string, now: Date, options: InstantOptions = {}): string {
  const at = new Date(instant);
  const distance = at.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size >= day) return formatInstant(at, options);
  const sign = distance < 0 ? -1 : 1;
  const language = languageOf(options.locale ?? 'en');
  if (size < 45_000) return distanceIn(language, 0, 'second');
  const minutes = Math.round(size / 60_000);
  if (minutes < 60) return distanceIn(language, sign * minutes, 'minute');
  return distanceIn(language, sign * Math.round(size / 3_600_000), 'hour');
}

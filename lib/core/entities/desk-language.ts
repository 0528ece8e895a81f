/** The languages of the desk, each by its own name. What matches none of them is in English. */
export const deskLanguages = { en: 'English', ne: 'नेपाली', 'pt-BR': 'Português (Brasil)' } as const;
export type DeskLanguage = keyof typeof deskLanguages;

export const deskLanguageNames = Object.keys(deskLanguages) as [DeskLanguage, ...DeskLanguage[]];

export const isDeskLanguage = (name: string | undefined): name is DeskLanguage =>
  name !== undefined && Object.hasOwn(deskLanguages, name);

/** By which a person reads dates: `both` writes the day of Bikram Sambat behind the Gregorian one. */
export const calendars = ['gregorian', 'bikram_sambat', 'both'] as const;
export type DeskCalendar = (typeof calendars)[number];

const languageTags = { en: 'en', ne: 'ne', 'pt-BR': 'pt' } as const satisfies Record<DeskLanguage, string>;
const calendarTags = { gregorian: '', bikram_sambat: '-bs', both: '-both' } as const satisfies Record<
  DeskCalendar,
  string
>;

type LanguageTag = (typeof languageTags)[DeskLanguage];
type CalendarTag = (typeof calendarTags)[DeskCalendar];
export type DeskLocale = 'en' | `en-x-${LanguageTag}${CalendarTag}`;

/**
 * What numbers and plurals are written by: English in each language, so that a figure looks like the amounts, what is typed and
 * what is exported, in Latin digits. Browsers do not know Nepali, and would write it otherwise than the server does. The
 * language is in the private part of the name, and so is a calendar that browsers do not know either.
 */
export function localeOf(language: DeskLanguage, calendar: DeskCalendar = 'gregorian'): DeskLocale {
  if (language === 'en' && calendar === 'gregorian') return 'en';
  return `en-x-${languageTags[language]}${calendarTags[calendar]}`;
}

/** Of a locale of `localeOf`. */
export const calendarOf = (locale: string): DeskCalendar =>
  calendars.find((calendar) => calendarTags[calendar] !== '' && locale.endsWith(calendarTags[calendar])) ?? 'gregorian';

/** Of a locale of `localeOf`, or of a language with or without its region: `en-x-ne` → `ne`, `pt` → `pt-BR`. */
export function findLanguage(locale: string): DeskLanguage | undefined {
  const tag = locale.split('-x-').at(-1)?.split('-')[0];
  return deskLanguageNames.find((name) => name.split('-')[0] === tag);
}

export const languageOf = (locale: string): DeskLanguage => findLanguage(locale) ?? 'en';

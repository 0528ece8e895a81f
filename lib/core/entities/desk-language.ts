/** The languages of the desk, each by its own name. What matches none of them is in English. */
export const deskLanguages = { en: 'English', ne: 'नेपाली', 'pt-BR': 'Português (Brasil)' } as const;
export type DeskLanguage = keyof typeof deskLanguages;

export const deskLanguageNames = Object.keys(deskLanguages) as [DeskLanguage, ...DeskLanguage[]];

export const isDeskLanguage = (name: string | undefined): name is DeskLanguage =>
  name !== undefined && Object.hasOwn(deskLanguages, name);

/**
 * What numbers and plurals are written by: English in each language, so that a figure looks like the amounts, what is typed and
 * what is exported, in Latin digits. Browsers do not know Nepali, and would write it otherwise than the server does. The
 * language is in the private part of the name.
 */
const locales = { en: 'en', ne: 'en-x-ne', 'pt-BR': 'en-x-pt' } as const satisfies Record<DeskLanguage, string>;
export type DeskLocale = (typeof locales)[DeskLanguage];

export const localeOf = (language: DeskLanguage): DeskLocale => locales[language];

/** Of a locale of `localeOf`, or of a language with or without its region: `en-x-ne` → `ne`, `pt` → `pt-BR`. */
export function findLanguage(locale: string): DeskLanguage | undefined {
  const tag = locale.split('-x-').at(-1)?.split('-')[0];
  return deskLanguageNames.find((name) => name.split('-')[0] === tag);
}

export const languageOf = (locale: string): DeskLanguage => findLanguage(locale) ?? 'en';

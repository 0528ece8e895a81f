import en from '../../messages/en/help.json';
import ne from '../../messages/ne/help.json';
import pt from '../../messages/pt/help.json';

/** The languages of customers; the desk itself is in English. */
const messages = { en, ne, pt } satisfies Record<string, typeof en>;
export type Language = keyof typeof messages;
export const languages: Record<Language, string> = { en: 'English', ne: 'नेपाली', pt: 'Português' };

const isLanguage = (name: string): name is Language => Object.hasOwn(messages, name);

/** The one that was chosen, else the first of the browser's that we speak. */
export function languageOf(chosen: string | undefined, accepted: string | null): Language {
  if (chosen !== undefined && isLanguage(chosen)) return chosen;
  const names = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [name = '', weight] = part.trim().split(';q=');
      return { name: name.toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ name }) => name);
  return names.find(isLanguage) ?? 'en';
}

export const textsOf = (language: Language) => messages[language];

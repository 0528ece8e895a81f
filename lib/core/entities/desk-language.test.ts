import { expect, it } from 'vitest';
import { acceptedLanguages } from '@/lib/core/accepted-languages';
import { calendarOf, calendars, deskLanguageNames, findLanguage, languageOf, localeOf } from './desk-language';

it('finds the language of each of its locales, and of a name with or without its region', () => {
  for (const name of deskLanguageNames) expect(languageOf(localeOf(name))).toBe(name);
  expect(['ne', 'pt', 'pt-PT', 'en-GB', 'fr'].map(findLanguage)).toEqual(['ne', 'pt-BR', 'pt-BR', 'en', undefined]);
  expect(languageOf('fr')).toBe('en');
});

it('finds the calendar of each of its locales, with its language', () => {
  for (const name of deskLanguageNames) {
    for (const calendar of calendars) {
      const locale = localeOf(name, calendar);
      expect([locale, languageOf(locale), calendarOf(locale)]).toEqual([locale, name, calendar]);
      expect(new Intl.NumberFormat(locale).format(1234567.5)).toBe('1,234,567.5');
    }
  }
  expect(calendarOf('en')).toBe('gregorian');
});

it('writes figures and plurals alike in every language', () => {
  for (const name of deskLanguageNames) {
    expect(new Intl.NumberFormat(localeOf(name)).format(1234567.5)).toBe('1,234,567.5');
    expect([0, 1, 2].map((count) => new Intl.PluralRules(localeOf(name)).select(count))).toEqual([
      'other',
      'one',
      'other',
    ]);
  }
});

it('reads what a browser asks for, the most wanted first', () => {
  expect(acceptedLanguages('en;q=0.5, pt-BR, ne;q=0.8, fr;q=0')).toEqual(['pt', 'ne', 'en']);
  expect(acceptedLanguages(null)).toEqual(['']);
});

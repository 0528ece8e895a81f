'use client';

import { useLocale } from 'next-intl';
import { languageOf } from '@/lib/core/entities/desk-language';

/** A country by its name, of a code as `NP`. */
export function Country({ code }: { code: string }) {
  const language = languageOf(useLocale());
  // Browsers know no Nepali names.
  const locale = language === 'ne' ? 'en' : language;
  return <span>{new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code}</span>;
}

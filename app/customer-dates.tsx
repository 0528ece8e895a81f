'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import { languageOf, localeOf } from '@/lib/core/entities/desk-language';

type CustomerDatesProps = { language: CustomerLanguage; children: ReactNode };

/** Dates in the language of the page, which need not be the browser's; in Nepali they are those of both calendars. */
export function CustomerDates({ language, children }: CustomerDatesProps) {
  const locale = localeOf(languageOf(language), language === 'ne' ? 'both' : 'gregorian');
  return <NextIntlClientProvider locale={locale}>{children}</NextIntlClientProvider>;
}

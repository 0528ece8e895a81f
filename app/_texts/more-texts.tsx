'use client';

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import type { Texts } from './pick-texts';

/** Adds texts to those that the layouts around it have given. */
export function MoreTexts({ texts, children }: { texts: Texts; children: ReactNode }) {
  const given = useMessages();
  const messages = useMemo(() => joined(given as Texts, texts), [given, texts]);
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}

const isFolder = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function joined(given: Texts, more: Texts): Texts {
  const all = { ...given };
  for (const [name, value] of Object.entries(more)) {
    const known = all[name];
    all[name] = isFolder(known) && isFolder(value) ? joined(known, value) : value;
  }
  return all;
}

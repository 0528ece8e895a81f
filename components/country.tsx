'use client';

import { useLocale } from 'next-intl';

/** A country by its name, of a code as `NP`. */
export function Country({ code }: { code: string }) {
  const locale = useLocale();
  return <span>{new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code}</span>;
}

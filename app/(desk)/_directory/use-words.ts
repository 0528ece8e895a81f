'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TvodPriceWords } from '@/lib/domain/coupons/tvod-prices/schemas';

type Word = keyof TvodPriceWords;

/** The refusals of a schema in the reader's language, and the server's, which come as the API writes them. */
export function useWords<Name extends Word>(wire: Record<Name, string>) {
  const t = useTranslations('directory.problem');
  return useMemo(() => {
    const names = Object.keys(wire) as Name[];
    const words = Object.fromEntries(names.map((name) => [name, t(name as Word)])) as Record<Name, string>;
    const say = (message: string) => {
      const name = names.find((one) => wire[one] === message);
      return name ? words[name] : message;
    };
    const translate = (fields: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(fields).map(([field, messages]) => [field, messages.map(say)]));
    return { words, translate };
  }, [t, wire]);
}

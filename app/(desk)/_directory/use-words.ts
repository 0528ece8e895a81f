'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

type Lookup = (key: string) => string;

/** The refusals of a directory in the reader's language, and the server's, which come as the API writes them. */
export function useWords(apiWords: Record<string, string>) {
  const t = useTranslations('directory.problem') as unknown as Lookup;
  return useMemo(() => {
    const names = Object.keys(apiWords);
    const words = Object.fromEntries(names.map((name) => [name, t(name)]));
    const find = (message: string) => {
      const name = names.find((one) => apiWords[one] === message);
      return name && words[name];
    };
    const translate = (fields: Record<string, string[]>) =>
      Object.fromEntries(
        Object.entries(fields).map(([field, messages]) => [field, messages.map((message) => find(message) ?? message)]),
      );
    return { words, find, translate };
  }, [t, apiWords]);
}

import { type Messages, useTranslations } from 'next-intl';
import type { Filters } from '@/lib/core/entities/filter';

export type FilterWords = {
  /** What a filter's menu and chip are called. */
  filter: (name: string) => string;
  value: (name: string, value: unknown) => string;
};

type Lookup = { (key: string): string; has: (key: string) => boolean };

/** The keys under which a list's messages can have a filter's label, and a value of it. */
export const labelKeys = (name: string, label = name) => [`filter.${label}`, label];
export const valueKey = (name: string, value: unknown, words = `value.${name}`) => `${words}.${value}`;

/** The words for declared filters, from the messages of their list. */
export function useFilterWords(filters: Filters, messages: keyof Messages): FilterWords {
  const t = useTranslations(messages) as unknown as Lookup;
  const shared = useTranslations('common.value');
  return {
    filter: (name) => {
      const key = labelKeys(name, filters[name]?.label).find((one) => t.has(one));
      return key === undefined ? name : t(key);
    },
    value: (name, value) => {
      if (typeof value === 'boolean') return shared(value ? 'yes' : 'no');
      const words = filters[name]?.words;
      return words === null ? String(value) : t(valueKey(name, value, words));
    },
  };
}

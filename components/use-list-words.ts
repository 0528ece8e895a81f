import { useLocale } from 'next-intl';
import { languageOf } from '@/lib/core/entities/desk-language';

type ListType = 'conjunction' | 'disjunction';

/** Browsers know no Nepali. */
const lastNepali: Record<ListType, string> = { conjunction: ' र ', disjunction: ' वा ' };

/** Names in the middle of a sentence, in the language of the page: `a, b, and c`, with `disjunction` `a, b, or c`. */
export function useListWords(): (names: readonly string[], type: ListType) => string {
  const language = languageOf(useLocale());
  return (names, type) => {
    if (language !== 'ne') return new Intl.ListFormat(language, { type }).format(names);
    const last = names.at(-1) ?? '';
    return names.length < 2 ? last : `${names.slice(0, -1).join(', ')}${lastNepali[type]}${last}`;
  };
}

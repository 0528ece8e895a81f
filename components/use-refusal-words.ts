import { useMessages } from 'next-intl';
import { useCallback } from 'react';
import { refusalsOf, translateSentence } from '@/lib/core/translate-sentence';

/** What refused a value or an action, in the language of the page where it is known in it. */
export function useRefusalWords(): (sentence: string) => string {
  const refusals = refusalsOf(useMessages());
  return useCallback((sentence) => translateSentence(refusals, sentence), [refusals]);
}

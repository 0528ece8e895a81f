'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { toastError } from '@/components/toasts';
import { unlessLeft } from '@/components/use-navigation-guard';
import type { NormalizedSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import { isSafeSearch } from '@/lib/domain/sales/sales/sale-search';
import { normalizeSaleSearchAction } from './actions';

type Answered = NormalizedSearch & { typed: string };

/**
 * The search box of the sales. What could be a whole PIN goes to the server in a body and comes back as something that
 * is safe in an address; the box itself keeps showing what was typed.
 */
export function useSaleSearch(search: string, onSearch: (search: string) => void) {
  const t = useTranslations('sales.search');
  const [answer, setAnswer] = useState<Answered | null>(null);
  const latest = useRef('');
  const apply = (next: Answered) => {
    setAnswer(next);
    onSearch(next.search);
  };
  const onChange = async (typed: string) => {
    latest.current = typed;
    if (isSafeSearch(typed)) return apply({ typed, search: typed, by: 'as_typed' });
    const result = await unlessLeft(normalizeSaleSearchAction({ text: typed }).catch(() => null));
    if (result === undefined || latest.current !== typed) return;
    if (result?.ok) apply({ ...result.value, typed });
    else toastError(result ? refusalText(result) : t('failed'));
  };
  const isCurrent = answer?.search === search;
  const note = !isCurrent || answer.by === 'as_typed' ? null : t(answer.by, { search });
  return { value: isCurrent ? answer.typed : search, onChange: (typed: string) => void onChange(typed), note };
}

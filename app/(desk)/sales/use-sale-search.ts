'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { toastError } from '@/components/toasts';
import { unlessLeft } from '@/components/use-navigation-guard';
import type { NormalizedSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import { isSafeSearch } from '@/lib/domain/sales/sales/sale-search';
import { normalizeSaleSearchAction } from './actions';

type Told = NormalizedSearch & { typed: string };

/**
 * The search box of the sales. What could be a whole PIN goes to the server in a body and comes back as something that
 * may stand in the address; the box itself keeps showing what was typed.
 */
export function useSaleSearch(search: string, onSearch: (search: string) => void) {
  const t = useTranslations('sales.search');
  const [told, setTold] = useState<Told | null>(null);
  const latest = useRef('');
  const tell = (next: Told) => {
    setTold(next);
    onSearch(next.search);
  };
  const onChange = async (typed: string) => {
    latest.current = typed;
    if (isSafeSearch(typed)) return tell({ typed, search: typed, by: 'as_typed' });
    const result = await unlessLeft(normalizeSaleSearchAction({ text: typed }).catch(() => null));
    if (result === undefined || latest.current !== typed) return;
    if (result?.ok) tell({ ...result.value, typed });
    else toastError(result ? refusalText(result) : t('failed'));
  };
  const isTold = told?.search === search;
  const note = !isTold || told.by === 'as_typed' ? null : t(told.by, { search });
  return { value: isTold ? told.typed : search, onChange: (typed: string) => void onChange(typed), note };
}

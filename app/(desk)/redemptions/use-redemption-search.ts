'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { toastError } from '@/components/toasts';
import { unlessLeft } from '@/components/use-navigation-guard';
import { normalizeRedemptionSearchAction } from './actions';
import type { NarrowRedemptions } from './search-params';

/**
 * The search box of the redemptions. What could be a whole code goes to the server in a body and comes back as something
 * that may stand in the address; the box itself keeps showing what was typed.
 */
export function useRedemptionSearch(search: string, narrow: NarrowRedemptions) {
  const t = useTranslations('redemptions.search');
  const [told, setTold] = useState<{ typed: string; search: string; by: 'user' | 'code' | 'last_four' } | null>(null);
  const latest = useRef('');
  const onChange = async (typed: string) => {
    latest.current = typed;
    if (typed.length <= 4) {
      setTold({ typed, search: typed, by: 'user' });
      return narrow({ search: typed }).onFollow();
    }
    const result = await unlessLeft(normalizeRedemptionSearchAction({ text: typed }).catch(() => null));
    if (result === undefined || latest.current !== typed) return;
    if (!result?.ok) return toastError(result ? refusalText(result) : t('failed'));
    const folded = result.value;
    if (folded.by === 'code') {
      setTold({ typed, search: '', by: 'code' });
      return narrow({ search: '', codeId: folded.codeId }).onFollow();
    }
    setTold({ typed, ...folded });
    narrow({ search: folded.search }).onFollow();
  };
  const isTold = told?.search === search;
  const note = !isTold || told.by === 'user' ? null : t(told.by, { search });
  return { value: isTold ? told.typed : search, onChange: (typed: string) => void onChange(typed), note };
}

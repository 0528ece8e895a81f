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
 * that can be in the address; the box itself keeps showing what was typed.
 */
export function useRedemptionSearch(search: string, narrow: NarrowRedemptions) {
  const t = useTranslations('redemptions.search');
  const [applied, setApplied] = useState<{ typed: string; search: string; by: 'user' | 'code' | 'last_four' } | null>(
    null,
  );
  const latest = useRef('');
  const onChange = async (typed: string) => {
    latest.current = typed;
    if (typed.length <= 4) {
      setApplied({ typed, search: typed, by: 'user' });
      return narrow({ search: typed }).onFollow();
    }
    const result = await unlessLeft(normalizeRedemptionSearchAction({ text: typed }).catch(() => null));
    if (result === undefined || latest.current !== typed) return;
    if (!result?.ok) return toastError(result ? refusalText(result) : t('failed'));
    const normalized = result.value;
    if (normalized.by === 'code') {
      setApplied({ typed, search: '', by: 'code' });
      return narrow({ search: '', codeId: normalized.codeId }).onFollow();
    }
    setApplied({ typed, ...normalized });
    narrow({ search: normalized.search }).onFollow();
  };
  const isApplied = applied?.search === search;
  const note = !isApplied || applied.by === 'user' ? null : t(applied.by, { search });
  return { value: isApplied ? applied.typed : search, onChange: (typed: string) => void onChange(typed), note };
}

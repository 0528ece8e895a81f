'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { toastError, toastSuccess } from '@/components/toasts';

/** Says what came of a confirmation at a provider, which the page's address has after `#`. */
export function ProofOutcome() {
  const t = useTranslations('factors.proof.outcome');
  useEffect(() => {
    const outcome = /^#proof=([a-z_]+)$/.exec(window.location.hash)?.[1];
    if (outcome === undefined) return;
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    if (outcome === 'done') toastSuccess(t('done'));
    else toastError(t(outcome === 'not_you' ? 'not_you' : 'other'));
  }, [t]);
  return null;
}

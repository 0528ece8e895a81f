'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';

const quietFor = 10_000;

/**
 * Shows once that the session has ended, when a read or an action of any page is refused for that. The page keeps what was
 * typed; the user signs in in another tab.
 */
export function SignedOutNotice() {
  const t = useTranslations('auth.signedOut');
  const queryClient = useQueryClient();

  useEffect(() => {
    let lastAt = -quietFor;
    const notify = () => {
      if (performance.now() - lastAt < quietFor) return;
      lastAt = performance.now();
      toastError(t('title'), {
        description: t('text'),
        action: { label: t('action'), onPress: () => window.open(routes.signIn(), '_blank', 'noopener') },
      });
    };
    const endings = [
      queryClient.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        if (event.action.type === 'success' && isSignedOut(event.action.data)) notify();
        if (event.action.type === 'error' && isSignedOut(event.action.error)) notify();
      }),
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error' && isSignedOut(event.action.error)) notify();
      }),
    ];
    return () => {
      for (const end of endings) end();
    };
  }, [queryClient, t]);

  return null;
}

/** An action answers with a code, a read with a status. */
function isSignedOut(outcome: unknown): boolean {
  if (outcome instanceof ReadError) return outcome.status === 401;
  return typeof outcome === 'object' && outcome !== null && 'code' in outcome && outcome.code === 'unauthenticated';
}

'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';

const quietFor = 10_000;

/**
 * Says that the session has ended when a read or an action comes back with that, once, whichever page it was. The page
 * stays as it is, with what was typed; signing in happens in another tab.
 */
export function SignedOutNotice() {
  const t = useTranslations('auth.signedOut');
  const queryClient = useQueryClient();

  useEffect(() => {
    let lastAt = -quietFor;
    const tell = () => {
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
        if (event.action.type === 'success' && isSignedOut(event.action.data)) tell();
        if (event.action.type === 'error' && isSignedOut(event.action.error)) tell();
      }),
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error' && isSignedOut(event.action.error)) tell();
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

'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { OfflineError } from '@/components/offline-error';
import type { ActionResult } from './action';

let words = '';

/** What a write is refused with while there is no connection, in the language of the page. */
export function useOfflineWords(): void {
  const t = useTranslations('common.offline');
  const refused = t('refused');
  useEffect(() => {
    words = refused;
  }, [refused]);
}

/** @throws OfflineError while there is no connection */
export function assertOnline(): void {
  if (!navigator.onLine) throw new OfflineError(words);
}

/**
 * Runs an action, or refuses it on the spot while there is no connection. Next runs the actions of a page one after the other: without
 * this, what is pressed behind one without an answer would wait for it, and be sent once the connection is back.
 */
export async function sent<T>(run: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    assertOnline();
    return await run();
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    return { ok: false, code: 'offline', message: error.message, fields: {}, details: {}, requestId: '' };
  }
}

'use client';

import { useEffect } from 'react';
import { pageUserHeader, unattendedHeader } from '@/lib/platform/auth/page-user';
import { assertOnline, useOfflineWords } from './offline';

/** What somebody does who sits there. */
const touches = ['pointerdown', 'pointermove', 'keydown', 'click'] as const;
const untouchedMs = 60_000;
const reads = new Set(['GET', 'HEAD']);

/**
 * From hydration on, every request of this page to the desk says for whom the page was rendered, and whether somebody sits there:
 * a page that reads again by itself keeps no session in use. A write without a connection is not sent at all. Next sends server actions
 * with the page's `fetch` and takes no headers for them, so `fetch` itself adds it.
 */
export function usePageUser(userId: number): void {
  useOfflineWords();
  useEffect(() => {
    const plain = window.fetch;
    let touchedAt = Date.now();
    const touch = () => {
      touchedAt = Date.now();
    };
    for (const kind of touches) window.addEventListener(kind, touch, { capture: true, passive: true });
    window.fetch = async (input, init) => {
      if (input instanceof Request || new URL(input, window.location.href).origin !== window.location.origin) {
        return plain(input, init);
      }
      if (!reads.has(init?.method?.toUpperCase() ?? 'GET')) assertOnline();
      const headers = new Headers(init?.headers);
      headers.set(pageUserHeader, String(userId));
      if (Date.now() - touchedAt > untouchedMs) headers.set(unattendedHeader, '1');
      return plain(input, { ...init, headers });
    };
    return () => {
      window.fetch = plain;
      for (const kind of touches) window.removeEventListener(kind, touch, { capture: true });
    };
  }, [userId]);
}

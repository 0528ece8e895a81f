'use client';

import { useEffect } from 'react';
import { pageUserHeader } from '@/lib/platform/auth/page-user';

/**
 * From hydration on, every request of this page to the desk says for whom the page was rendered. Next sends server actions
 * with the page's `fetch` and takes no headers for them, so `fetch` itself adds it.
 */
export function usePageUser(userId: number): void {
  useEffect(() => {
    const plain = window.fetch;
    window.fetch = (input, init) => {
      if (input instanceof Request || new URL(input, window.location.href).origin !== window.location.origin) {
        return plain(input, init);
      }
      const headers = new Headers(init?.headers);
      headers.set(pageUserHeader, String(userId));
      return plain(input, { ...init, headers });
    };
    return () => {
      window.fetch = plain;
    };
  }, [userId]);
}

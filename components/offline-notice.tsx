'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';

function subscribe(notify: () => void) {
  window.addEventListener('online', notify);
  window.addEventListener('offline', notify);
  return () => {
    window.removeEventListener('online', notify);
    window.removeEventListener('offline', notify);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** Says that there is no connection, and that nothing is sent. Mounted once, in the providers. */
export function OfflineNotice() {
  const t = useTranslations('common.offline');
  const online = useOnline();
  return (
    <div role="status" className="no-print pointer-events-none fixed inset-x-0 top-3 z-50 flex justify-center px-4">
      {!online && (
        <p className="flex items-center gap-2 rounded-lg bg-warning px-3 py-2 text-13 font-medium text-warning-foreground shadow-overlay">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t('message')}
        </p>
      )}
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { Instant } from '@/components/instant';

const second = 1000;
const longest = 60 * 60 * second;

function subscribe(notify: () => void) {
  const timer = setInterval(notify, second);
  return () => clearInterval(timer);
}
const readNow = () => Math.floor(Date.now() / second) * second;

/** How long until the supplier is asked next, to the second; the time itself when that is more than an hour away. */
export function LookUpCountdown({ at }: { at: string }) {
  const t = useTranslations('sales.lookUp');
  const now = useSyncExternalStore(subscribe, readNow, readNow);
  const left = new Date(at).getTime() - now;
  if (left >= longest) return <Instant value={at} focusable />;
  const seconds = Math.ceil(Math.max(0, left) / second);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <time role="timer" dateTime={`PT${seconds}S`} suppressHydrationWarning className="figures whitespace-nowrap">
      {seconds === 0 ? t('now') : t('in', { clock })}
    </time>
  );
}

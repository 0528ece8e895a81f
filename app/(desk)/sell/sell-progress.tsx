'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Spinner } from '@/components/spinner';

const saidAfter = 1;

/** While the supplier is asked: what is happening, for how long, and that it is safe to leave. */
export function SellProgress() {
  const t = useTranslations('sell.progress');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const started = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - started) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  const isSaid = seconds >= saidAfter;
  const box = useRef<HTMLDivElement>(null);
  // On a phone it is under the button, off the screen.
  useEffect(() => {
    if (isSaid) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isSaid]);
  return (
    <div ref={box} className="mt-4 scroll-mb-4">
      {isSaid && (
        <div className="flex gap-3 rounded-xl bg-accent-soft p-4 text-accent-soft-foreground">
          <span className="mt-0.5 flex shrink-0">
            <Spinner />
          </span>
          <div className="min-w-0">
            <p className="font-medium">
              {t('asking')}{' '}
              <span className="figures font-normal" aria-hidden>
                {t('seconds', { seconds })}
              </span>
            </p>
            <p className="mt-0.5 max-w-prose text-pretty">{t('safeToLeave')}</p>
          </div>
        </div>
      )}
      <p role="status" className="sr-only">
        {isSaid ? `${t('asking')} ${t('safeToLeave')}` : ''}
      </p>
    </div>
  );
}

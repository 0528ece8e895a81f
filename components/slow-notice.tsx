'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Spinner } from './spinner';

type SlowNoticeProps = {
  isWaiting: boolean;
  /** "We are waiting for the supplier to answer." */
  waitingFor: string;
  /** Why it is safe to close the page. */
  safeToLeave?: string;
};

/** Empty for 2 s; then what is waited for; from 10 s on that it is safe to close the page. */
export function SlowNotice({ isWaiting, waitingFor, safeToLeave }: SlowNoticeProps) {
  const t = useTranslations('common.slow');
  const [stage, setStage] = useState(0);

  useEffect(() => {
    if (!isWaiting) return;
    const said = setTimeout(() => setStage(1), 2_000);
    const safe = setTimeout(() => setStage(2), 10_000);
    return () => {
      clearTimeout(said);
      clearTimeout(safe);
      setStage(0);
    };
  }, [isWaiting]);

  return (
    <div role="status" aria-live="polite">
      {isWaiting && stage > 0 && (
        <p className="mt-3 flex items-start gap-2 text-13 text-muted">
          <span className="mt-0.5 flex shrink-0">
            <Spinner />
          </span>
          <span>
            {waitingFor} {stage === 2 && (safeToLeave ?? t('safeToLeave'))}
          </span>
        </p>
      )}
    </div>
  );
}

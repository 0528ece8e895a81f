'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Refusal } from './enter';

type RefusalAlertProps = {
  refusal: Refusal;
  /** What was refused, in words. */
  refused: string;
};

export function RefusalAlert({ refusal, refused }: RefusalAlertProps) {
  const t = useTranslations('auth');
  const seconds = typeof refusal === 'object' ? refusal.seconds : null;
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    if (seconds === null) return;
    const timer = setTimeout(() => setOver(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);

  const text = () => {
    if (isOver) return t('tryAgainNow');
    if (typeof refusal === 'object') return t('rateLimited', { seconds: refusal.seconds });
    return refusal === 'refused' ? refused : t(refusal);
  };
  return (
    <div role="alert" className="flex gap-2 rounded-lg bg-danger-soft p-3 text-13 text-danger-soft-foreground">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>{text()}</p>
    </div>
  );
}

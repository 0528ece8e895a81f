'use client';

import { Label } from '@heroui/react/label';
import { ProgressBar } from '@heroui/react/progress-bar';
import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';

type ProgressProps = {
  label: ReactNode;
  /** Null while the amount of work is not known. */
  value: number | null;
  max: number;
  /** As a share of it, `34%`, where nobody counts what is done. */
  asShare?: boolean;
};

/** `Issuing codes   1,200 / 5,000`, and a bar under it. */
export function Progress({ label, value, max, asShare = false }: ProgressProps) {
  const format = useFormatter();
  const isKnown = value !== null;
  const inWords = (done: number) =>
    asShare
      ? format.number(Math.floor((100 * done) / Math.max(1, max)) / 100, { style: 'percent' })
      : `${format.number(done)} / ${format.number(max)}`;
  return (
    <ProgressBar
      value={value ?? 0}
      // An empty job is a full bar of one.
      maxValue={Math.max(1, max)}
      isIndeterminate={!isKnown}
      {...(isKnown ? { valueLabel: inWords(value) } : {})}
    >
      <Label>{label}</Label>
      {isKnown && <ProgressBar.Output className="text-13 font-normal whitespace-nowrap text-muted" />}
      <ProgressBar.Track>
        <ProgressBar.Fill />
      </ProgressBar.Track>
    </ProgressBar>
  );
}

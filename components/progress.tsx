'use client';

import { Label } from '@heroui/react/label';
import { ProgressBar } from '@heroui/react/progress-bar';
import { useFormatter } from 'next-intl';

type ProgressProps = {
  label: string;
  /** Null while the amount of work is not known. */
  value: number | null;
  max: number;
};

/** `Issuing codes   1,200 / 5,000`, and a bar under it. */
export function Progress({ label, value, max }: ProgressProps) {
  const format = useFormatter();
  const isKnown = value !== null;
  return (
    <ProgressBar
      value={value ?? 0}
      // An empty job is a full bar of one.
      maxValue={Math.max(1, max)}
      isIndeterminate={!isKnown}
      {...(isKnown ? { valueLabel: `${format.number(value)} / ${format.number(max)}` } : {})}
    >
      <Label>{label}</Label>
      {isKnown && <ProgressBar.Output className="text-13 font-normal whitespace-nowrap text-muted" />}
      <ProgressBar.Track>
        <ProgressBar.Fill />
      </ProgressBar.Track>
    </ProgressBar>
  );
}

'use client';

import { labelVariants, progressBarVariants } from '@heroui/styles';
import { useFormatter } from 'next-intl';
import { type ReactNode, useId } from 'react';

type ProgressProps = {
  label: ReactNode;
  /** Null while the amount of work is not known. */
  value: number | null;
  max: number;
  /** As a share of it, `34%`, where nobody counts what is done. */
  asShare?: boolean;
};

const look = progressBarVariants();

/** `Issuing codes   1,200 / 5,000`, and a bar under it. */
export function Progress({ label, value, max, asShare = false }: ProgressProps) {
  const format = useFormatter();
  const id = useId();
  // An empty job is a full bar of one.
  const most = Math.max(1, max);
  const share = value === null ? null : Math.min(1, Math.max(0, value / most));
  const inWords = (done: number) =>
    asShare
      ? format.number(Math.floor((100 * done) / most) / 100, { style: 'percent' })
      : `${format.number(done)} / ${format.number(max)}`;
  const words = value === null ? undefined : inWords(value);
  return (
    <div
      role="progressbar"
      aria-labelledby={id}
      aria-valuemin={0}
      aria-valuemax={most}
      {...(value === null ? {} : { 'aria-valuenow': value, 'aria-valuetext': words })}
      data-slot="progress-bar"
      className={look.base()}
    >
      <span id={id} data-slot="label" className={labelVariants()}>
        {label}
      </span>
      {words && <span className={`${look.output()} text-13 font-normal whitespace-nowrap text-muted`}>{words}</span>}
      <div className={look.track()}>
        <div className={look.fill()} style={share === null ? {} : { width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

import { chipVariants } from '@heroui/styles';
import { CircleCheck, CircleDot, CircleMinus, CircleX, Clock } from 'lucide-react';
import type { ReactNode } from 'react';

/** green: active, sold. amber: scheduled, unknown. red: failed. grey: off, expired, used up, deleted. accent: in progress. */
export type Tone = 'green' | 'amber' | 'red' | 'grey' | 'accent';

const tones: Record<Tone, { color: 'success' | 'warning' | 'danger' | 'default' | 'accent'; icon: ReactNode }> = {
  green: { color: 'success', icon: <CircleCheck /> },
  amber: { color: 'warning', icon: <Clock /> },
  red: { color: 'danger', icon: <CircleX /> },
  grey: { color: 'default', icon: <CircleMinus /> },
  accent: { color: 'accent', icon: <CircleDot /> },
};

type StatusBadgeProps = { tone: Tone; children: ReactNode; icon?: ReactNode };

/** Colour, icon and word together, never colour alone. */
export function StatusBadge({ tone, children, icon }: StatusBadgeProps) {
  const { color, icon: usual } = tones[tone];
  return (
    <span data-slot="chip" className={`${chipVariants({ variant: 'soft', color }).base()} whitespace-nowrap`}>
      <span aria-hidden className="[&>svg]:size-3.5">
        {icon ?? usual}
      </span>
      {typeof children === 'string' ? <span className={chipVariants().label()}>{children}</span> : children}
    </span>
  );
}

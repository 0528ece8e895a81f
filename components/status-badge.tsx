import { CircleCheck, CircleDot, CircleMinus, CircleX, Clock } from 'lucide-react';
import type { ReactNode } from 'react';

/** green: active, sold. amber: scheduled, unknown. red: failed, expired. grey: off, deleted. accent: in progress. */
export type Tone = 'green' | 'amber' | 'red' | 'grey' | 'accent';

const tones: Record<Tone, { colours: string; icon: ReactNode }> = {
  green: { colours: 'bg-success-soft text-success-soft-foreground', icon: <CircleCheck /> },
  amber: { colours: 'bg-warning-soft text-warning-soft-foreground', icon: <Clock /> },
  red: { colours: 'bg-danger-soft text-danger-soft-foreground', icon: <CircleX /> },
  grey: { colours: 'bg-default-soft text-default-soft-foreground', icon: <CircleMinus /> },
  accent: { colours: 'bg-accent-soft text-accent-soft-foreground', icon: <CircleDot /> },
};

type StatusBadgeProps = { tone: Tone; children: ReactNode; icon?: ReactNode };

/** Colour, icon and word together, never colour alone. */
export function StatusBadge({ tone, children, icon }: StatusBadgeProps) {
  const { colours, icon: usual } = tones[tone];
  return (
    <span
      className={`inline-flex h-6 items-center gap-1 rounded-full ps-1.5 pe-2 text-xs font-medium whitespace-nowrap ${colours}`}
    >
      <span aria-hidden className="[&>svg]:size-3.5">
        {icon ?? usual}
      </span>
      {children}
    </span>
  );
}

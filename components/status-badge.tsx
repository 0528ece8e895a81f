import { Chip, type ChipProps } from '@heroui/react/chip';
import { CircleCheck, CircleDot, CircleMinus, CircleX, Clock } from 'lucide-react';
import type { ReactNode } from 'react';

/** green: active, sold. amber: scheduled, unknown. red: failed. grey: off, expired, used up, deleted. accent: in progress. */
export type Tone = 'green' | 'amber' | 'red' | 'grey' | 'accent';

const tones: Record<Tone, { color: ChipProps['color']; icon: ReactNode }> = {
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
    <Chip variant="soft" color={color} className="whitespace-nowrap">
      <span aria-hidden className="[&>svg]:size-3.5">
        {icon ?? usual}
      </span>
      {children}
    </Chip>
  );
}

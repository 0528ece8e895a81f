'use client';

import { Chip as HeroChip } from '@heroui/react/chip';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

type ChipProps = { children: ReactNode /** Names the press: "Remove Premium". */; label: string; onRemove: () => void };

/** Something that is chosen; a press removes it. */
export function Chip({ children, label, onRemove }: ChipProps) {
  return (
    <button type="button" aria-label={label} onClick={onRemove} className="touch-44 flex max-w-full rounded-2xl">
      <HeroChip size="lg" variant="tertiary" className="chip--removable">
        {children}
        <X aria-hidden className="size-3.5 shrink-0 text-muted" />
      </HeroChip>
    </button>
  );
}

'use client';

import { chipVariants } from '@heroui/styles';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

type ChipProps = { children: ReactNode /** Names the press: "Remove Premium". */; label: string; onRemove: () => void };

const look = chipVariants({ size: 'lg', variant: 'tertiary' }).base();

/** Something that is chosen; a press removes it. */
export function Chip({ children, label, onRemove }: ChipProps) {
  return (
    <button type="button" aria-label={label} onClick={onRemove} className="touch-44 flex max-w-full rounded-2xl">
      <span data-slot="chip" className={`${look} chip--removable`}>
        {children}
        <X aria-hidden className="size-3.5 shrink-0 text-muted" />
      </span>
    </button>
  );
}

'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';

type ChipProps = { children: ReactNode /** Names the press: "Remove Premium". */; label: string; onRemove: () => void };

/** Something that is chosen; a press takes it off again. */
export function Chip({ children, label, onRemove }: ChipProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onRemove}
      className="touch-44 inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border border-border bg-surface ps-3 pe-2 text-13 hover:bg-default"
    >
      {children}
      <X aria-hidden className="size-3.5 shrink-0 text-muted" />
    </button>
  );
}

'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './button';

type SelectBoxProps = {
  label: string;
  checked: boolean;
  indeterminate?: boolean;
  isDisabled?: boolean;
  /** Receives the event, whose Shift key selects a range. */
  onClick: (event: unknown) => void;
};

export function SelectBox({ label, checked, indeterminate = false, isDisabled = false, onClick }: SelectBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <span className="inline-flex size-6 items-center justify-center">
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={checked}
        disabled={isDisabled}
        onChange={onClick}
        className="select-box touch-44"
      />
    </span>
  );
}

type SelectionBarProps = { description: string; onClear: () => void; children: ReactNode };

/** Replaces the toolbar while rows are selected. */
export function SelectionBar({ description, onClear, children }: SelectionBarProps) {
  const t = useTranslations('common.table');
  return (
    <div className="absolute inset-x-0 -top-1 flex min-h-10 flex-wrap items-center gap-2 rounded-lg border border-border bg-accent-soft px-2 py-1 text-accent-soft-foreground">
      <IconButton size="sm" icon={<X />} label={t('clearSelection')} onPress={onClear} />
      <p role="status" className="figures me-auto font-medium">
        {description}
      </p>
      {children}
    </div>
  );
}

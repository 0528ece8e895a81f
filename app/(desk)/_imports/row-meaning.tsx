'use client';

import { CircleCheck, CircleMinus, CircleX, Copy, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback } from 'react';
import { StatusBadge } from '@/components/status-badge';
import { useRefusalWords } from '@/components/use-refusal-words';
import { inWords, type Reason } from '@/lib/domain/coupons/imports/reasons';

const looks = {
  new: { tone: 'green', icon: <CircleCheck /> },
  existing: { tone: 'grey', icon: <CircleMinus /> },
  duplicate: { tone: 'amber', icon: <Copy /> },
  malformed: { tone: 'red', icon: <CircleX /> },
  not_data: { tone: 'amber', icon: <TriangleAlert /> },
} as const;

type RowMeaningProps = { look: keyof typeof looks; label: string; children?: ReactNode };

/** What came of a row of a file, and why. */
export function RowMeaning({ look, label, children }: RowMeaningProps) {
  return (
    <span className="flex flex-col items-start gap-1 py-1.5">
      <StatusBadge {...looks[look]}>{label}</StatusBadge>
      {children}
    </span>
  );
}

type ReasonsProps = {
  reasons: readonly Reason[];
  words: (text: string) => string;
  /** What the screen calls a column. */
  called: (column: string) => string;
  as?: 'problem' | 'note' | 'warning';
};

/** Each on a line of its own. */
export function Reasons({ reasons, words, called, as = 'problem' }: ReasonsProps) {
  const t = useTranslations('imports');
  return reasons.map((reason) => {
    const said = inWords(reason, words, called);
    return (
      <span
        key={said}
        className={`text-13 wrap-anywhere ${as === 'warning' ? 'text-danger-soft-foreground' : 'text-muted'}`}
      >
        {as === 'problem' ? said : t(as, { said })}
      </span>
    );
  });
}

/** Why a row is left out, in the reader's language: in the words of the forms of its kind, where these have their own. */
export function useReasonWords(own?: (text: string) => string | undefined): (text: string) => string {
  const refusals = useRefusalWords();
  return useCallback((text) => own?.(text) ?? refusals(text), [own, refusals]);
}

'use client';

import { useTranslations } from 'next-intl';
import { useListWords } from '@/components/use-list-words';
import type { LinkKind } from '@/lib/domain/coupons/coupons/filters';
import type { LinkSummary } from '@/lib/domain/coupons/coupons/summarize-links';

/** What the links mean now, in one sentence that is read out whenever it changes. */
export function LinkSentence({ kind, summary }: { kind: LinkKind; summary: LinkSummary }) {
  const t = useTranslations(`links.${kind}`);
  const listed = useListWords();
  const { linked, firstNames } = summary;
  const others = linked - firstNames.length;
  const named = others > 0 ? [...firstNames, t('more', { count: others })] : firstNames;
  const names = listed(named, 'conjunction');
  return (
    // As high as it mostly gets: the lists below stay where they are when it changes, which is after a press, not with it.
    <p
      role="status"
      className="mb-2 min-h-[3lh] sm:min-h-[2lh] max-w-[80ch] text-base font-medium wrap-anywhere text-pretty"
    >
      {linked === 0 ? t('none') : t('some', { names })}
    </p>
  );
}

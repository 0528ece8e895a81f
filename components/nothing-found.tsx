'use client';

import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { InPlaceButton } from './button';
import type { InPlace } from './in-place-link';
import { StatePanel } from './state-panel';

type NothingFoundProps = {
  /** What was searched for: the query, and the filters in words. */
  searched?: string[];
  /** The list without them. */
  clear?: InPlace;
};

export function NothingFound({ searched = [], clear }: NothingFoundProps) {
  const t = useTranslations('common.nothingFound');
  const what = searched.filter((word) => word !== '').join(', ');
  return (
    <StatePanel
      icon={<SearchX />}
      title={t('title')}
      role="status"
      actions={clear && <InPlaceButton {...clear}>{t('clear')}</InPlaceButton>}
    >
      <p>{what ? t('searched', { what }) : t('filtered')}</p>
    </StatePanel>
  );
}

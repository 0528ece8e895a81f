'use client';

import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import { StatePanel } from './state-panel';

type NothingFoundProps = {
  /** What was searched for: the query, and the filters in words. */
  searched?: string[];
  onClear?: () => void;
};

export function NothingFound({ searched = [], onClear }: NothingFoundProps) {
  const t = useTranslations('common.nothingFound');
  const what = searched.filter((word) => word !== '').join(', ');
  return (
    <StatePanel
      icon={<SearchX />}
      title={t('title')}
      role="status"
      actions={onClear && <Button onPress={onClear}>{t('clear')}</Button>}
    >
      <p>{what ? t('searched', { what }) : t('filtered')}</p>
    </StatePanel>
  );
}

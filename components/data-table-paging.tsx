'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { InPlaceButton } from './button';
import type { TablePaging } from './data-table-types';

export function DataTablePaging({ previous, next, summary }: TablePaging) {
  const t = useTranslations('common.table');
  return (
    <nav aria-label={t('pages')} className="no-print flex flex-wrap items-center justify-between gap-3">
      <p role="status" className="figures text-13 text-muted">
        {summary}
      </p>
      {(previous || next) && (
        <div className="flex gap-2">
          <InPlaceButton size="sm" icon={<ChevronLeft />} {...previous}>
            {t('previous')}
          </InPlaceButton>
          <InPlaceButton size="sm" {...next}>
            {t('next')}
            <ChevronRight aria-hidden />
          </InPlaceButton>
        </div>
      )}
    </nav>
  );
}

'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { InPlaceButton } from './button';
import type { TablePaging } from './data-table-types';

/** `table` is the name of the table that it turns. */
export function DataTablePaging({ table, previous, next, summary }: TablePaging & { table: string }) {
  const t = useTranslations('common.table');
  return (
    <nav aria-label={t('pages', { table })} className="no-print flex flex-wrap items-center justify-between gap-3">
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

'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import type { TablePaging } from './data-table-types';

export function DataTablePaging({ onPrevious, onNext, summary, isDisabled }: TablePaging & { isDisabled: boolean }) {
  const t = useTranslations('common.table');
  return (
    <nav aria-label={t('pages')} className="no-print flex flex-wrap items-center justify-between gap-3">
      <p role="status" className="figures text-13 text-muted">
        {summary}
      </p>
      {(onPrevious || onNext) && (
        <div className="flex gap-2">
          <Button
            size="sm"
            icon={<ChevronLeft />}
            isDisabled={isDisabled || !onPrevious}
            onPress={() => onPrevious?.()}
          >
            {t('previous')}
          </Button>
          <Button size="sm" isDisabled={isDisabled || !onNext} onPress={() => onNext?.()}>
            {t('next')}
            <ChevronRight aria-hidden />
          </Button>
        </div>
      )}
    </nav>
  );
}

'use client';

import { Columns3, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { Button, IconButton } from '@/components/button';
import type { FileFormat } from '@/lib/core/table-file';
import type { ExportColumnsProps } from './export-columns';
import { exportQuery } from './kept-export-columns';
import { useExport } from './use-export';

// No list should bring it along. While it cannot be loaded, it does not open.
const ExportColumns = lazy<ComponentType<ExportColumnsProps>>(() =>
  import('./export-columns').catch(() => ({ default: () => null })),
);

type ExportButtonProps = {
  address: string;
  filter: object;
  /** Where a person chooses its columns: the name of its list. */
  kind?: string;
};

/**
 * Exports everything that the filter finds, not only this page, as CSV or as .xlsx, with the columns that were chosen in this
 * browser. A POST, because the export is audited.
 */
export function ExportButton({ address, filter, kind }: ExportButtonProps) {
  const t = useTranslations('common.export');
  const exportAs = useExport();
  const [pending, setPending] = useState<FileFormat | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const save = async (as: FileFormat) => {
    setPending(as);
    await exportAs(`${address}?${exportQuery(as, kind)}`, filter);
    setPending(null);
  };
  return (
    <div className="flex gap-1">
      <Button size="sm" icon={<Download />} onPress={() => void save('csv')} isPending={pending === 'csv'}>
        {t('label')}
      </Button>
      <Button size="sm" onPress={() => void save('xlsx')} isPending={pending === 'xlsx'}>
        {t('xlsx')}
      </Button>
      {kind && <IconButton size="sm" label={t('columns.open')} icon={<Columns3 />} onPress={() => setChoosing(true)} />}
      {kind && isChoosing && (
        <Suspense fallback={null}>
          <ExportColumns kind={kind} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </div>
  );
}

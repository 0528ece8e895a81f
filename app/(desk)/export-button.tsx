'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import type { FileFormat } from '@/lib/core/table-file';
import { saveDownload } from './save-download';

/**
 * Exports everything that the filter finds, not only this page, as CSV or as .xlsx. A POST, because the export is audited.
 */
export function ExportButton({ address, filter }: { address: string; filter: object }) {
  const t = useTranslations('common.export');
  const [pending, setPending] = useState<FileFormat | null>(null);
  const save = async (as: FileFormat) => {
    setPending(as);
    await saveDownload(`${address}?as=${as}`, filter).catch((error: Error) =>
      toastError(t('failed'), { description: error.message }),
    );
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
    </div>
  );
}

'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import type { SaleFilterInput } from '@/lib/sales/schemas';
import { saveDownload } from '../save-download';

/** All that the filter finds, not this page only. A POST, for the export is written down. */
export function ExportSalesButton({ filter }: { filter: SaleFilterInput }) {
  const t = useTranslations('sales.export');
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    await saveDownload('/api/desk/sales/exports', filter).catch((error: Error) =>
      toastError(t('failed'), { description: error.message }),
    );
    setPending(false);
  };
  return (
    <Button size="sm" icon={<Download />} onPress={() => void save()} isPending={isPending}>
      {t('label')}
    </Button>
  );
}

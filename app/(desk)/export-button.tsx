'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import { saveDownload } from './save-download';

/** Exports everything that the filter finds, not only this page. A POST, because the export is audited. */
export function ExportButton({ address, filter }: { address: string; filter: object }) {
  const t = useTranslations('common.export');
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    await saveDownload(address, filter).catch((error: Error) =>
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

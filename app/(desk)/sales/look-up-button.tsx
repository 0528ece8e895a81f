'use client';

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { sent } from '@/app/session/offline';
import { refusalText } from '@/app/session/refusal-text';
import { Button } from '@/components/button';
import { toastError, toastInfo } from '@/components/toasts';
import { lookUpSaleAction } from './actions';
import { useSaleNews } from './use-live-sale';

/** Asks the supplier now how a sale ended; the schedule stays as it was. */
export function LookUpButton({ saleId }: { saleId: number }) {
  const t = useTranslations('sales.lookUp');
  const refreshSales = useSaleNews();
  const [isPending, setPending] = useState(false);
  const lookUp = async () => {
    setPending(true);
    const result = await sent(() => lookUpSaleAction({ saleId })).catch(() => null);
    setPending(false);
    refreshSales();
    if (!result?.ok) return toastError(result ? refusalText(result) : t('failed'));
    if (result.value.state === 'unknown') toastInfo(t('stillUnknown'));
  };
  return (
    <Button icon={<RefreshCw />} onPress={() => void lookUp()} isPending={isPending}>
      {t('label')}
    </Button>
  );
}

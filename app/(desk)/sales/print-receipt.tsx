'use client';

import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { sent } from '@/app/session/offline';
import { Button } from '@/components/button';
import { MenuButton } from '@/components/menu-button';
import { toastError } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import type { PrintedReceipt } from '@/lib/domain/sales/receipts/print-receipt';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { printReceiptAction } from './actions';
import { type PaperName, paperNames, usePaper } from './paper';

const SaleReceipt = whenNeeded(() => import('./sale-receipt').then((module) => module.SaleReceipt));

/** Each press is one print, which the sale's timeline counts, on the paper that was last used here. */
export function PrintReceipt({ sale, pin }: { sale: SaleSummary; pin: string }) {
  const t = useTranslations('sell.receipt');
  const [paper, choosePaper] = usePaper();
  const [printed, setPrinted] = useState<{ receipt: PrintedReceipt; paper: PaperName } | null>(null);
  const [isPending, setPending] = useState(false);
  const print = async () => {
    setPending(true);
    SaleReceipt.preload();
    const result = await sent(() => printReceiptAction({ saleId: sale.id })).catch(() => null);
    setPending(false);
    if (result?.ok) return setPrinted({ receipt: result.value, paper });
    toastError(result?.message ?? t('failed'));
  };
  return (
    <>
      <Button icon={<Printer />} onPress={() => void print()} isPending={isPending}>
        {t('print')}
      </Button>
      <MenuButton
        label={t('paper', { paper: t(`papers.${paper}`) })}
        actions={paperNames.map((name) => ({
          id: name,
          label: t(`papers.${name}`),
          onPress: () => choosePaper(name),
        }))}
      >
        {t(`papers.${paper}`)}
      </MenuButton>
      {printed &&
        createPortal(
          <SaleReceipt key={printed.receipt.copy} sale={sale} pin={pin} {...printed} onReady={() => window.print()} />,
          document.body,
        )}
    </>
  );
}

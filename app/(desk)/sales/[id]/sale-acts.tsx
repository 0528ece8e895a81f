'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { isOpenSale, saleWays } from '@/lib/domain/sales/sales/sale-ways';
import { LookUpButton } from '../look-up-button';
import { EndSaleDialog, type SaleEnd } from './end-sale-dialog';
import { EnterPinDialog } from './enter-pin-dialog';

type SaleActsProps = { sale: SaleDetails; maySell: boolean; mayResolve: boolean };

/** What can be done about a sale that has not simply ended, by who may. */
export function SaleActs({ sale, maySell, mayResolve }: SaleActsProps) {
  const t = useTranslations('sales.resolve');
  const [dialog, setDialog] = useState<SaleEnd | 'pin' | null>(null);
  const ways = saleWays[sale.state];
  const isFlagged = sale.flagReason !== null;
  const mayLookUp = maySell && sale.state === 'unknown';
  const ends: SaleEnd[] = [
    ...(ways.includes('refunded') ? (['refunded'] as const) : []),
    ...(sale.state === 'unknown' && isFlagged ? (['failed'] as const) : []),
    ...(isFlagged && !isOpenSale(sale.state) ? (['flag'] as const) : []),
  ];
  const mayEnterPin = mayResolve && sale.state !== 'pending' && ways.includes('succeeded');
  const needsOther = !mayResolve && isFlagged;
  if (!mayLookUp && !mayEnterPin && !needsOther && (!mayResolve || ends.length === 0)) return null;
  const close = () => setDialog(null);
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-border pt-4">
      {mayEnterPin && (
        <Button look="primary" onPress={() => setDialog('pin')}>
          {t('pin.open')}
        </Button>
      )}
      {mayLookUp && <LookUpButton saleId={sale.id} />}
      {mayResolve &&
        ends.map((end) => (
          <Button key={end} look={end === 'flag' ? 'primary' : 'danger-quiet'} onPress={() => setDialog(end)}>
            {t(`${end}.open`)}
          </Button>
        ))}
      {needsOther && <p className="text-13 text-muted">{t('adminCan')}</p>}
      {dialog === 'pin' && <EnterPinDialog sale={sale} onClose={close} />}
      {dialog !== null && dialog !== 'pin' && <EndSaleDialog end={dialog} sale={sale} onClose={close} />}
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { Button } from '@/components/button';
import { whenNeeded } from '@/components/when-needed';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { canBecome, isOpenSale } from '@/lib/domain/sales/sales/sale-transitions';
import { LookUpButton } from '../look-up-button';
import type { SaleEnd } from './end-sale-dialog';

const EndSaleDialog = whenNeeded(() => import('./end-sale-dialog').then((module) => module.EndSaleDialog));
const EnterPinDialog = whenNeeded(() => import('./enter-pin-dialog').then((module) => module.EnterPinDialog));

type SaleActionsProps = { sale: SaleDetails; canSell: boolean; canResolve: boolean };

/** What can be done about a sale that has not simply ended, by those who can. */
export function SaleActions({ sale, canSell, canResolve }: SaleActionsProps) {
  const t = useTranslations('sales.resolve');
  const roles = useRolesThatCan('sales.resolve');
  const [dialog, setDialog] = useState<SaleEnd | 'pin' | null>(null);
  const isFlagged = sale.flagReason !== null;
  const canLookUp = canSell && sale.state === 'unknown';
  const ends: SaleEnd[] = [
    ...(isOpenSale(sale.state) && canBecome(sale.state, 'refunded') ? (['refunded'] as const) : []),
    ...(sale.state === 'unknown' && isFlagged ? (['failed'] as const) : []),
    ...(isFlagged && !isOpenSale(sale.state) ? (['flag'] as const) : []),
  ];
  const canEnterPin = canResolve && sale.state !== 'pending' && canBecome(sale.state, 'succeeded');
  const needsOther = !canResolve && isFlagged;
  if (!canLookUp && !canEnterPin && !needsOther && (!canResolve || ends.length === 0)) return null;
  const close = () => setDialog(null);
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-border pt-4">
      {canEnterPin && (
        <Button look="primary" onPress={() => setDialog('pin')}>
          {t('pin.open')}
        </Button>
      )}
      {canLookUp && <LookUpButton saleId={sale.id} />}
      {canResolve &&
        ends.map((end) => (
          <Button key={end} look={end === 'flag' ? 'primary' : 'danger-quiet'} onPress={() => setDialog(end)}>
            {t(`${end}.open`)}
          </Button>
        ))}
      {needsOther && <p className="text-13 text-muted">{t('readOnly', { roles })}</p>}
      {dialog === 'pin' && <EnterPinDialog sale={sale} kind="pin" onClose={close} />}
      {dialog !== null && dialog !== 'pin' && <EndSaleDialog end={dialog} sale={sale} onClose={close} />}
    </div>
  );
}

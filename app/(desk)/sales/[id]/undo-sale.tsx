'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { Button } from '@/components/button';
import { whenNeeded } from '@/components/when-needed';
import { formatPaisa } from '@/lib/core/money';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';

const EndSaleDialog = whenNeeded(() => import('./end-sale-dialog').then((module) => module.EndSaleDialog));
const EnterPinDialog = whenNeeded(() => import('./enter-pin-dialog').then((module) => module.EnterPinDialog));
const GoodwillDialog = whenNeeded(() => import('./goodwill-dialog').then((module) => module.GoodwillDialog));

type UndoSaleProps = { sale: SaleDetails; canResolve: boolean; onReplaced: () => void };

/** What can be done about a sale that should not have been, or why nothing can. */
export function UndoSale({ sale, canResolve, onReplaced }: UndoSaleProps) {
  const t = useTranslations('sales.undo');
  const offer = useTranslations('sales.resolve');
  const roles = useRolesThatCan('sales.resolve');
  const [asking, setAsking] = useState<'voided' | 'replaced' | 'goodwill' | 'givenBack' | 'correct' | null>(null);
  if (sale.undo === null || sale.undo === 'forbidden') return null;
  return (
    <section aria-labelledby="undo-sale" className="card no-print flex flex-col gap-3 p-5">
      <h2 id="undo-sale" className="font-semibold">
        {t('title')}
      </h2>
      <p className="max-w-prose text-pretty text-muted">{t(sale.undo, { roles })}</p>
      {sale.undo === 'allowed' && (
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => setAsking('replaced')}>{offer('replaced.open')}</Button>
          <Button look="danger-quiet" onPress={() => setAsking('voided')}>
            {offer('voided.open')}
          </Button>
        </div>
      )}
      {sale.goodwill && (
        <p className="max-w-prose text-pretty wrap-anywhere">
          {t('given', {
            amount: formatPaisa(sale.goodwill.amountPaisa),
            name: sale.goodwill.actorName,
            reason: sale.goodwill.reason,
          })}
        </p>
      )}
      {sale.undo === 'other_supplier' && canResolve && (
        <div className="flex flex-wrap gap-2">
          {sale.isPinEntered && <Button onPress={() => setAsking('correct')}>{offer('correct.open')}</Button>}
          {!sale.goodwill && <Button onPress={() => setAsking('goodwill')}>{t('goodwill')}</Button>}
          <Button look="danger-quiet" onPress={() => setAsking('givenBack')}>
            {offer('givenBack.open')}
          </Button>
        </div>
      )}
      {asking === 'goodwill' && <GoodwillDialog sale={sale} onClose={() => setAsking(null)} />}
      {asking === 'correct' && (
        <EnterPinDialog sale={sale} kind="correct" onClose={() => setAsking(null)} onDone={onReplaced} />
      )}
      {(asking === 'voided' || asking === 'replaced' || asking === 'givenBack') && (
        <EndSaleDialog
          end={asking}
          sale={sale}
          onClose={() => setAsking(null)}
          {...(asking === 'replaced' ? { onDone: onReplaced } : {})}
        />
      )}
    </section>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { Button } from '@/components/button';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { EndSaleDialog } from './end-sale-dialog';

/** What can be done about a sale that should not have been, or why nothing can. */
export function UndoSale({ sale }: { sale: SaleDetails }) {
  const t = useTranslations('sales.undo');
  const roles = useRolesThatCan('sales.resolve');
  const [isAsking, setAsking] = useState(false);
  if (sale.undo === null || sale.undo === 'forbidden') return null;
  return (
    <section aria-labelledby="undo-sale" className="card no-print flex flex-col gap-3 p-5">
      <h2 id="undo-sale" className="font-semibold">
        {t('title')}
      </h2>
      <p className="max-w-prose text-pretty text-muted">{t(sale.undo, { roles })}</p>
      {sale.undo === 'allowed' && (
        <div className="flex flex-wrap gap-2">
          <Button look="danger-quiet" onPress={() => setAsking(true)}>
            {t('open')}
          </Button>
        </div>
      )}
      {isAsking && <EndSaleDialog end="voided" sale={sale} onClose={() => setAsking(false)} />}
    </section>
  );
}

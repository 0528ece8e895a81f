'use client';

import { useTranslations } from 'next-intl';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { markRefundedInput } from '@/lib/domain/sales/sales/schemas';
import {
  clearSaleFlagAction,
  markSaleFailedAction,
  markSaleRefundedAction,
  replaceSalePinAction,
  voidSaleAction,
} from '../actions';
import { SaleMoney, SupplierReference } from '../sale-guide';
import { useSaleNews } from '../use-live-sale';

export type SaleEnd = 'refunded' | 'givenBack' | 'failed' | 'flag' | 'voided' | 'replaced';

const actions = {
  refunded: proven(markSaleRefundedAction),
  givenBack: proven(markSaleRefundedAction),
  failed: proven(markSaleFailedAction),
  flag: clearSaleFlagAction,
  voided: proven(voidSaleAction),
  replaced: proven(replaceSalePinAction),
};

type EndSaleDialogProps = { end: SaleEnd; sale: SaleDetails; onClose: () => void; onDone?: () => void };

/** A person says how a sale ended, or that its flag is resolved: what to be sure of, what will happen, and why. */
export function EndSaleDialog({ end, sale, onClose, onDone }: EndSaleDialogProps) {
  const t = useTranslations('sales.resolve');
  const refreshSales = useSaleNews();
  const evidenceRoles = useRolesThatCan('suppliers.write');
  const form = useSchemaForm(markRefundedInput, { saleId: sale.id, reason: '', evidence: '' });
  return (
    <FormDialog
      title={t(`${end}.title`, { id: sale.id })}
      form={form}
      submitLabel={t(`${end}.confirm`)}
      onClose={onClose}
      onSubmit={(values) => actions[end](values).finally(refreshSales)}
      onDone={() => {
        toastSuccess(t(`${end}.done`, { id: sale.id }));
        onDone?.();
      }}
      lost={t('lost')}
    >
      <p className="text-pretty">{t(`${end}.beSure`)}</p>
      <SupplierReference sale={sale} />
      {end === 'replaced' && <p className="text-pretty text-muted">{t('noUndo')}</p>}
      {end !== 'flag' && end !== 'replaced' && (
        <p className="text-pretty text-muted">
          <SaleMoney sale={{ ...sale, state: end === 'givenBack' ? 'refunded' : end }} /> {t('noUndo')}
        </p>
      )}
      <TextareaField
        control={form.control}
        name="reason"
        label={t('reason')}
        help={t(`${end}.reasonHelp`)}
        rows={2}
        maxLength={200}
      />
      {end === 'refunded' && (
        <TextareaField
          control={form.control}
          name="evidence"
          label={t('refunded.evidence')}
          help={t('refunded.evidenceHelp', { roles: evidenceRoles })}
          rows={2}
          maxLength={200}
          optional
        />
      )}
    </FormDialog>
  );
}

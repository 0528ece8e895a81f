'use client';

import { useTranslations } from 'next-intl';
import { sent } from '@/app/session/offline';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { toastSuccess } from '@/components/toasts';
import { setBatchCostInput } from '@/lib/domain/coupons/codes/schemas';
import { setBatchCostAction } from '../batch-actions';
import type { BatchItem } from './batch-queries';

type BatchCostDialogProps = { couponId: number; batch: BatchItem; onDone: () => void; onClose: () => void };

/** What one code of the batch costs us, for the margin of its sales. */
export function BatchCostDialog({ couponId, batch, onDone, onClose }: BatchCostDialogProps) {
  const t = useTranslations('batches.cost');
  const { id, unitCostPaisa } = batch;
  const form = useSchemaForm(setBatchCostInput, { couponId, batchId: id, unitCostPaisa });
  return (
    <FormDialog
      title={t('title', { id })}
      form={form}
      submitLabel={t('save')}
      onClose={onClose}
      onSubmit={(values) => sent(() => setBatchCostAction(values)).finally(onDone)}
      onDone={() => toastSuccess(t('saved', { id }))}
    >
      <MoneyField control={form.control} name="unitCostPaisa" label={t('unitCost')} help={t('help')} optional />
    </FormDialog>
  );
}

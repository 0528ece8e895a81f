'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { refusalText } from '@/app/session/refusal-text';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { SlowNotice } from '@/components/slow-notice';
import { TextField } from '@/components/text-field';
import { toastError } from '@/components/toasts';
import type { CodeSelection } from '@/lib/domain/coupons/codes/schemas';
import { changeCodesAction, countSelectedAction } from '../batch-actions';
import { useBulkDone } from './use-bulk-done';

export type BulkAction = { couponId: number; action: 'delete' | 'restore'; selection: CodeSelection };
type BulkDialogProps = BulkAction & { onClose: () => void; onDone?: () => void };

const reasonSchema = z.object({ reason: z.string().trim().max(200) });

/** Says what will happen to how many codes and what stays, asks why, and does it. */
export function BulkDialog({ couponId, action, selection, onClose, onDone }: BulkDialogProps) {
  const t = useTranslations('batches');
  const done = useBulkDone(couponId);
  const form = useSchemaForm(reasonSchema, { reason: '' });
  const count = useQuery({
    queryKey: ['codes', couponId, 'count', action, selection],
    queryFn: async () => {
      const result = await countSelectedAction({ couponId, selection });
      if (!result.ok) throw new Error(refusalText(result));
      return result.value;
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const change = useMutation({
    mutationFn: (reason: string) => {
      const upTo = 'filter' in selection && count.data?.upToId ? { upToId: count.data.upToId } : {};
      const input = { couponId, action, selection: { ...selection, ...upTo } };
      return changeCodesAction(reason ? { ...input, reason } : input);
    },
    onSuccess: (result) => {
      if (!result.ok) return toastError(refusalText(result));
      done(action, result.value);
      onDone?.();
      onClose();
    },
    onError: () => toastError(t('failed.offline')),
  });

  const from = action === 'delete' ? 'available' : 'deleted';
  const matched = count.data?.matched;
  const stay = (['sold', 'redeemed', 'voided', 'deleted', 'available'] as const).filter((status) => status !== from);
  return (
    <FormDialog
      title={t('bulk.title', { action })}
      form={form}
      submitLabel={t('bulk.confirm', { action, count: matched?.[from] ?? 0 })}
      look={action === 'delete' ? 'danger' : 'primary'}
      isPending={change.isPending}
      isDisabled={!matched || matched[from] === 0}
      onClose={onClose}
      onSubmit={async ({ reason }) => {
        change.mutate(reason);
        return undefined;
      }}
    >
      <div role="status">
        {count.error && <p className="text-danger">{count.error.message}</p>}
        {count.isPending && <p className="text-muted">{t('bulk.counting')}</p>}
        {matched && (
          <p>
            {[
              t('bulk.will', { action, count: matched[from] }),
              ...stay
                .filter((status) => matched[status] > 0)
                .map((status) => t(`bulk.stay.${status}`, { count: matched[status] })),
            ].join(' ')}
          </p>
        )}
      </div>
      <TextField
        control={form.control}
        name="reason"
        label={t('bulk.reason')}
        help={t('bulk.reasonHelp')}
        maxLength={200}
        optional
      />
      <SlowNotice isWaiting={change.isPending} waitingFor={t('bulk.waiting')} />
    </FormDialog>
  );
}

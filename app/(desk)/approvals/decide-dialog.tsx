'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastError, toastSuccess } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { approvalInput, refuseApprovalInput } from '@/lib/platform/approvals/schemas';
import { EventDetails } from '../activity/event-details';
import { useActivityWords } from '../activity/use-activity-words';
import { approveAction, refuseApprovalAction } from './actions';
import type { ApprovalItem } from './approval-item';

const approve = proven(approveAction);

export type Decision = { item: ApprovalItem; to: 'approve' | 'refuse' };
type DecideDialogProps = Decision & { onClose: () => void };

/** What is decided, once more, before it is. */
export function DecideDialog({ to, ...props }: DecideDialogProps) {
  return to === 'approve' ? <ApproveDialog {...props} /> : <RefuseDialog {...props} />;
}

type DialogProps = Omit<DecideDialogProps, 'to'>;

function ApproveDialog({ item, onClose }: DialogProps) {
  const t = useTranslations('approvals');
  const refusals = useRefusalWords();
  const form = useSchemaForm(approvalInput, { id: item.id });
  return (
    <FormDialog
      title={t('approve.title')}
      form={form}
      submitLabel={t('approve.submit')}
      onSubmit={approve}
      onDone={({ state, answer }) => {
        if (state === 'failed') toastError(t('approve.failed', { answer: refusals(answer ?? '') }));
        else toastSuccess(t(`approve.${state}`, { name: item.asker }));
      }}
      onClose={onClose}
    >
      <Asked item={item} />
    </FormDialog>
  );
}

function RefuseDialog({ item, onClose }: DialogProps) {
  const t = useTranslations('approvals');
  const form = useSchemaForm(refuseApprovalInput, { id: item.id, reason: '' });
  return (
    <FormDialog
      title={t('refuse.title')}
      form={form}
      submitLabel={t('refuse.submit')}
      look="danger"
      onSubmit={refuseApprovalAction}
      onDone={() => toastSuccess(t('refuse.done'))}
      onClose={onClose}
    >
      <Asked item={item} />
      <TextField
        control={form.control}
        name="reason"
        label={t('refuse.reason')}
        help={t('refuse.reasonHelp', { name: item.asker })}
        maxLength={200}
        autoFocus
      />
    </FormDialog>
  );
}

function Asked({ item: { kind, asker, summary, reason } }: { item: ApprovalItem }) {
  const t = useTranslations('approvals');
  const words = useActivityWords();
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{t('rowName', { what: t(`kinds.${kind}`), name: asker })}</p>
      <p>
        <EventDetails data={summary} words={words} />
      </p>
      <p className="text-muted wrap-anywhere">{t('because', { reason })}</p>
    </div>
  );
}

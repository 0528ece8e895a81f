'use client';

import { useTranslations } from 'next-intl';
import { DateTimeField } from '@/components/date-time-field';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { toastInfo, toastSuccess } from '@/components/toasts';
import { replayFailedInput } from '@/lib/platform/webhooks/schemas';
import { replayFailedAction } from './actions';
import type { EndpointItem } from './webhook-queries';

type ReplayFailedFormProps = { endpoint: EndpointItem; onDone: () => void; onCancel: () => void };

const day = 24 * 60 * 60 * 1000;

/** Since it began to fail or was switched off; else since yesterday. To the minute, as the field shows it. */
function usualStart({ failingSince, disabledAt }: EndpointItem): string {
  const from = new Date(failingSince ?? disabledAt ?? Date.now() - day);
  from.setUTCSeconds(0, 0);
  return from.toISOString();
}

export function ReplayFailedForm({ endpoint, onDone, onCancel }: ReplayFailedFormProps) {
  const t = useTranslations('webhooks');
  const form = useSchemaForm(replayFailedInput, { endpointId: endpoint.id, since: usualStart(endpoint) });
  return (
    <DialogForm
      form={form}
      submitLabel={t('replayFailed.submit')}
      onCancel={onCancel}
      onSubmit={replayFailedAction}
      lost={t('failed.offline')}
      onDone={({ replayed, more }) => {
        const text = t('done.replayedFailed', { count: replayed });
        if (replayed === 0) toastInfo(text);
        else toastSuccess(text, more ? { description: t('done.replayedMore') } : {});
        onDone();
      }}
    >
      <p className="text-muted">{t('replayFailed.text')}</p>
      <DateTimeField control={form.control} name="since" label={t('replayFailed.since')} />
    </DialogForm>
  );
}

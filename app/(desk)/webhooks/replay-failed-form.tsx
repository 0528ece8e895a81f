'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { DateTimeField } from '@/components/date-time-field';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
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
  const { mutateAsync } = useAction(replayFailedAction, { onError: () => toastError(t('failed.offline')) });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        const { replayed, more } = result.value;
        const text = t('done.replayedFailed', { count: replayed });
        if (replayed === 0) toastInfo(text);
        else toastSuccess(text, more ? { description: t('done.replayedMore') } : {});
        onDone();
      }}
    >
      <p className="text-muted">{t('replayFailed.text')}</p>
      <DateTimeField control={form.control} name="since" label={t('replayFailed.since')} />
      <DialogBar label={t('replayFailed.submit')} onCancel={onCancel} />
    </Form>
  );
}

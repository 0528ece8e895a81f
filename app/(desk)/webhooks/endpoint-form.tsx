'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { GroupedCheckboxField } from '@/components/grouped-checkbox-field';
import { SelectField } from '@/components/select-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { usualEventTypes, webhookEventGroups } from '@/lib/platform/webhooks/event-types';
import { createEndpointInput } from '@/lib/platform/webhooks/schemas';
import { createEndpointAction, updateEndpointAction } from './actions';
import type { EndpointItem } from './webhook-queries';

const groupNames = Object.keys(webhookEventGroups) as (keyof typeof webhookEventGroups)[];

export type IntegratorChoice = { id: number; name: string };

type EndpointFormProps = {
  /** The endpoint to change; absent for a new one. */
  endpoint?: EndpointItem;
  integrators: IntegratorChoice[];
  onCreated: (made: { id: number; secret: string }) => void;
  onUpdated: () => void;
  onCancel: () => void;
};

export function EndpointForm({ endpoint, integrators, onCreated, onUpdated, onCancel }: EndpointFormProps) {
  const t = useTranslations('webhooks');
  const form = useSchemaForm(createEndpointInput, {
    url: endpoint?.url ?? '',
    description: endpoint?.description ?? null,
    eventTypes: endpoint?.eventTypes ?? [...usualEventTypes],
    integratorId: endpoint?.integratorId ?? null,
  });
  return (
    <DialogForm
      form={form}
      submitLabel={t(endpoint ? 'form.submitEdit' : 'form.submitAdd')}
      onCancel={onCancel}
      onSubmit={async ({ integratorId, ...values }) => {
        if (!endpoint) return proven(createEndpointAction)({ integratorId, ...values });
        const updated = await proven(updateEndpointAction)({ id: endpoint.id, ...values });
        return updated.ok ? { ok: true, value: null } : updated;
      }}
      onDone={(made) => {
        if (!made) return onUpdated();
        toastSuccess(t('done.created'));
        onCreated(made);
      }}
      lost={t('failed.offline')}
    >
      <TextField
        control={form.control}
        name="url"
        label={t('form.url')}
        help={t('form.urlHelp')}
        type="url"
        inputMode="url"
        placeholder="https://example.com/webhooks"
        autoComplete="off"
        maxLength={2000}
        autoFocus
        mono
      />
      <TextField
        control={form.control}
        name="description"
        label={t('form.description')}
        help={t('form.descriptionHelp')}
        maxLength={200}
        emptyAsNull
        optional
      />
      <GroupedCheckboxField
        control={form.control}
        name="eventTypes"
        label={t('form.events')}
        help={t('form.eventsHelp')}
        groups={groupNames.map((group) => ({
          label: t(`form.groups.${group}`),
          choices: webhookEventGroups[group].map((value) => ({ value, label: value, help: t(`event.${value}`) })),
        }))}
        chosenLabel={(chosen, of) => t('form.chosen', { chosen, of })}
      />
      {!endpoint && integrators.length > 0 && (
        <SelectField
          control={form.control}
          name="integratorId"
          label={t('form.for')}
          help={t('form.forHelp')}
          none={t('list.everyone')}
          options={integrators.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      )}
    </DialogForm>
  );
}

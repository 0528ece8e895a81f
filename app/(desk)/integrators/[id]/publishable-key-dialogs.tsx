'use client';

import { useTranslations } from 'next-intl';
import { type Control, type FieldValues, type Path, useFormContext } from 'react-hook-form';
import { withProof } from '@/app/session/with-proof';
import { DateTimeField } from '@/components/date-time-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { NumberField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { changeKeyInput, createPublishableKeyInput } from '@/lib/domain/access/integrators/schemas';
import { createPublishableTestKeyInput } from '@/lib/domain/sales/test-mode/schemas';
import { changeKeyAction, createPublishableKeyAction, createPublishableTestKeyAction } from '../actions';

type MakeProps = { integratorId: number; onClose: () => void; onDone: () => void };

export function PublishableKeyDialog({ integratorId, onClose, onDone }: MakeProps) {
  const t = useTranslations('integrators');
  const form = useSchemaForm(createPublishableKeyInput, {
    ...{ integratorId, keyName: '', origins: '', requestsPerMinute: null, expiresAt: null },
  });
  return (
    <FormDialog
      title={t('publishable.formTitle')}
      form={form}
      submitLabel={t('form.submit')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => createPublishableKeyAction(values))}
      onDone={() => {
        toastSuccess(t('publishable.made'));
        onDone();
      }}
    >
      <p className="text-muted text-pretty">{t('publishable.formText')}</p>
      <NameField control={form.control} name="keyName" />
      <OriginsField control={form.control} />
      <LimitFields />
    </FormDialog>
  );
}

export function PublishableTestKeyDialog({ integratorId, onClose, onDone }: MakeProps) {
  const t = useTranslations('integrators');
  const form = useSchemaForm(createPublishableTestKeyInput, { integratorId, keyName: '', origins: '' });
  return (
    <FormDialog
      title={t('publishable.formTestTitle')}
      form={form}
      submitLabel={t('form.submit')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => createPublishableTestKeyAction(values))}
      onDone={() => {
        toastSuccess(t('publishable.made'));
        onDone();
      }}
    >
      <p className="text-muted text-pretty">{t('publishable.formText')}</p>
      <NameField control={form.control} name="keyName" />
      <OriginsField control={form.control} />
    </FormDialog>
  );
}

type ChangeProps = { apiKey: IntegratorKeySummary; onClose: () => void; onDone: () => void };

export function ChangePublishableKeyDialog({ apiKey, onClose, onDone }: ChangeProps) {
  const t = useTranslations('integrators');
  const { id: keyId, prefix, name, expiresAt, couponLimit, requestsPerMinute, origins } = apiKey;
  const form = useSchemaForm(changeKeyInput, {
    ...{ keyId, name, expiresAt, couponLimit, couponIds: [], networks: '', requestsPerMinute },
    origins: origins.join(', '),
  });
  return (
    <FormDialog
      title={t('change.title', { prefix })}
      form={form}
      submitLabel={t('change.submit')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => changeKeyAction(values))}
      onDone={() => {
        toastSuccess(t('change.done', { prefix }));
        onDone();
      }}
    >
      <NameField control={form.control} name="name" />
      <OriginsField control={form.control} />
      <LimitFields />
    </FormDialog>
  );
}

type Named<V extends FieldValues> = { control: Control<V>; name: Path<V> };

function NameField<V extends FieldValues>({ control, name }: Named<V>) {
  const t = useTranslations('integrators.form');
  return (
    <TextField
      control={control}
      name={name}
      label={t('keyName')}
      help={t('keyNameHelp')}
      maxLength={60}
      autoFocus
      optional
    />
  );
}

function OriginsField<V extends FieldValues & { origins?: string | undefined }>({ control }: { control: Control<V> }) {
  const t = useTranslations('integrators.publishable');
  return (
    <TextField
      control={control}
      name={'origins' as Path<V>}
      label={t('origins')}
      help={t('originsHelp')}
      autoComplete="off"
      maxLength={4000}
      mono
    />
  );
}

function LimitFields() {
  const t = useTranslations('integrators');
  const { control } = useFormContext<{ expiresAt: string | null; requestsPerMinute: number | null }>();
  return (
    <>
      <DateTimeField
        control={control}
        name="expiresAt"
        label={t('form.expires')}
        help={t('form.expiresHelp')}
        boundary="end"
        optional
      />
      <NumberField
        control={control}
        name="requestsPerMinute"
        label={t('form.requests')}
        help={t('publishable.requestsHelp')}
        optional
      />
    </>
  );
}

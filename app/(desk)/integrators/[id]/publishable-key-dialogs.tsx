'use client';

import { useTranslations } from 'next-intl';
import type { Control, FieldValues, Path } from 'react-hook-form';
import { withProof } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { changeKeyInput, createPublishableKeyInput } from '@/lib/domain/access/integrators/schemas';
import { createPublishableTestKeyInput } from '@/lib/domain/sales/test-mode/schemas';
import { changeKeyAction, createPublishableKeyAction, createPublishableTestKeyAction } from '../actions';
import { KeyEndField, KeyNameField, KeyRequestsField } from '../key-fields';

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
      <KeyNameField control={form.control} name="keyName" />
      <OriginsField control={form.control} />
      <KeyEndField />
      <KeyRequestsField help={t('publishable.requestsHelp')} />
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
      <KeyNameField control={form.control} name="keyName" />
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
      <KeyNameField control={form.control} name="name" />
      <OriginsField control={form.control} />
      <KeyEndField />
      <KeyRequestsField help={t('publishable.requestsHelp')} />
    </FormDialog>
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

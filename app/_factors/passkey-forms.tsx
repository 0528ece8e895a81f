'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { makePasskey } from '@/app/session/sign-with-passkey';
import { useAction } from '@/app/session/use-action';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { PasskeySummary } from '@/lib/domain/access/factors/get-own-factors';
import { addPasskeyInput } from '@/lib/domain/access/factors/schemas';
import { addPasskeyAction, askToAddPasskeyAction, renamePasskeyAction } from './actions';

const nameForm = addPasskeyInput.pick({ name: true });

type AddPasskeyFormProps = { onDone: (codes: string[] | null) => void; onCancel: () => void };

/** A name first: the browser's own question comes after it and says how to make the passkey. */
export function AddPasskeyForm({ onDone, onCancel }: AddPasskeyFormProps) {
  const t = useTranslations('factors.passkeys');
  const form = useSchemaForm(nameForm, { name: '' });
  const asking = useAction(askToAddPasskeyAction, { gcTime: 0 });
  const adding = useAction(addPasskeyAction, { gcTime: 0 });
  const refused = (message: string) => ({ ok: false as const, message, fields: {} });
  return (
    <DialogForm
      form={form}
      submitLabel={t('submit')}
      onCancel={onCancel}
      onSubmit={async ({ name }) => {
        const asked = await asking.mutateAsync({});
        if (!asked.ok) return asked;
        const answer = await makePasskey(asked.value).catch((error: unknown) => (error as Error).name);
        if (answer === 'InvalidStateError') return refused(t('known'));
        if (answer === null || typeof answer === 'string') return refused(t('notMade'));
        return adding.mutateAsync({ name, answer });
      }}
      onDone={({ recoveryCodes }, { name }) => {
        toastSuccess(t('done', { name }));
        onDone(recoveryCodes);
      }}
    >
      <p className="text-muted text-pretty">{t('addText')}</p>
      <NameField form={form} />
    </DialogForm>
  );
}

type RenamePasskeyFormProps = { passkey: PasskeySummary; onDone: () => void; onCancel: () => void };

export function RenamePasskeyForm({ passkey, onDone, onCancel }: RenamePasskeyFormProps) {
  const t = useTranslations('factors.passkeys');
  const form = useSchemaForm(
    nameForm,
    useMemo(() => ({ name: passkey.name }), [passkey]),
  );
  const { mutateAsync } = useAction(renamePasskeyAction);
  return (
    <DialogForm
      form={form}
      submitLabel={t('rename')}
      onCancel={onCancel}
      onSubmit={({ name }) => mutateAsync({ passkeyId: passkey.id, name })}
      onDone={onDone}
    >
      <NameField form={form} />
    </DialogForm>
  );
}

function NameField({ form }: { form: UseFormReturn<{ name: string }, unknown, { name: string }> }) {
  const t = useTranslations('factors.passkeys');
  return (
    <TextField
      control={form.control}
      name="name"
      label={t('name')}
      help={t('nameHelp')}
      maxLength={60}
      autoComplete="off"
      autoFocus
    />
  );
}

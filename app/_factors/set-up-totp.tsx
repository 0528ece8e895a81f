'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useAction } from '@/app/session/use-action';
import { withProof } from '@/app/session/with-proof';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { useSchemaForm } from '@/components/form';
import { FormAlert } from '@/components/form-alert';
import { DialogForm } from '@/components/form-dialog';
import { groupByFour } from '@/components/group-by-four';
import { QrCode } from '@/components/qr-code';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { confirmTotpInput } from '@/lib/domain/access/factors/schemas';
import { beginTotpAction, confirmTotpAction } from './actions';

type SetUpTotpProps = { onDone: (codes: string[] | null) => void; onCancel: () => void };

/** The secret to scan or type, and the first code of the app, which proves that it has it. */
export function SetUpTotp({ onDone, onCancel }: SetUpTotpProps) {
  const t = useTranslations('factors.totp');
  const begun = useQuery({
    // One of its own each time it is opened, and nothing of it stays in memory.
    queryKey: ['totp-secret', useId()],
    queryFn: () => withProof(() => beginTotpAction({})),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const form = useSchemaForm(confirmTotpInput, { code: '' });
  const { mutateAsync } = useAction(confirmTotpAction, { gcTime: 0 });
  if (begun.isPending) return <div className="skeleton h-64 rounded-lg" role="status" aria-label={t('waiting')} />;
  if (!begun.data?.ok) {
    return (
      <div className="flex flex-col gap-4">
        <FormAlert message={begun.data?.message ?? t('offline')} />
        <Button onPress={onCancel}>{t('close')}</Button>
      </div>
    );
  }
  const { text, address } = begun.data.value;
  return (
    <DialogForm
      form={form}
      submitLabel={t('submit')}
      onCancel={onCancel}
      onSubmit={(values) => mutateAsync(values)}
      onDone={({ recoveryCodes }) => {
        toastSuccess(t('done'));
        onDone(recoveryCodes);
      }}
    >
      <p className="text-muted text-pretty">{t('scan')}</p>
      <div className="flex flex-wrap items-center gap-5">
        <QrCode value={address} label={t('qrCode')} className="size-44" />
        <div className="min-w-40 flex-1">
          <p className="text-13 text-muted">{t('orType')}</p>
          <p className="my-1 font-mono text-13 wrap-anywhere">{groupByFour(text)}</p>
          <CopyButton value={text} label={t('copy')} wide />
        </div>
      </div>
      <TextField
        control={form.control}
        name="code"
        label={t('code')}
        help={t('codeHelp')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        mono
      />
    </DialogForm>
  );
}

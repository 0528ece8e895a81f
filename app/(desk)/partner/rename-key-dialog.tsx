'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { renameOwnKeyInput } from '@/lib/domain/access/integrators/schemas';
import { renameOwnKeyAction } from './actions';

type RenameKeyProps = { apiKey: IntegratorKeySummary; onClose: () => void; onDone: () => void };

/** What a company's people know the key by. */
export function RenameKeyDialog({ apiKey: { id: keyId, prefix, name }, onClose, onDone }: RenameKeyProps) {
  const t = useTranslations('partner.keys');
  const form = useSchemaForm(renameOwnKeyInput, { keyId, name });
  return (
    <FormDialog
      title={t('renameTitle', { prefix })}
      form={form}
      submitLabel={t('submit')}
      onClose={onClose}
      onSubmit={proven(renameOwnKeyAction)}
      onDone={() => {
        toastSuccess(t('renamed'));
        onDone();
      }}
    >
      <TextField control={form.control} name="name" label={t('name')} help={t('nameHelp')} maxLength={60} autoFocus />
    </FormDialog>
  );
}

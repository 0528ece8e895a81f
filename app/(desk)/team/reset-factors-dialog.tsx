'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { toastSuccess } from '@/components/toasts';
import { resetFactorsInput } from '@/lib/domain/access/factors/schemas';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { resetFactorsAction } from './actions';
import { IdentityField } from './identity-field';

type ResetFactorsDialogProps = { user: UserSummary; onClose: () => void };

/** For anyone who has lost their phone, their passkey and their recovery codes. */
export function ResetFactorsDialog({ user, onClose }: ResetFactorsDialogProps) {
  const t = useTranslations('team.factors');
  const queryClient = useQueryClient();
  const form = useSchemaForm(resetFactorsInput, { userId: user.id });
  return (
    <FormDialog
      title={t('title', { name: user.name })}
      form={form}
      submitLabel={t('confirm')}
      look="danger"
      onClose={onClose}
      onSubmit={(values) =>
        proven(resetFactorsAction)(values).finally(() => queryClient.invalidateQueries({ queryKey: ['team'] }))
      }
      onDone={() => toastSuccess(t('done', { name: user.name }))}
      lost={t('failed')}
    >
      <p className="text-muted text-pretty">{t('text')}</p>
      <IdentityField control={form.control} name="identity" />
    </FormDialog>
  );
}

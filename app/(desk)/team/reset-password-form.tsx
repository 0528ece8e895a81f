'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { proven } from '@/app/session/with-proof';
import { CheckboxField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import type { LinkHandOver } from '@/lib/domain/access/team/hand-over-link';
import { resetPasswordInput } from '@/lib/domain/access/team/schemas';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { resetPasswordAction } from './actions';
import { IdentityField } from './identity-field';

type ResetPasswordFormProps = { user: UserSummary; onDone: (link: LinkHandOver) => void; onCancel: () => void };

export function ResetPasswordForm({ user, onDone, onCancel }: ResetPasswordFormProps) {
  const t = useTranslations('team.form');
  const form = useSchemaForm(resetPasswordInput, { userId: user.id, withFactors: false, identity: null });
  const withFactors = useWatch({ control: form.control, name: 'withFactors' });
  return (
    <DialogForm
      form={form}
      submitLabel={t('submitReset')}
      onCancel={onCancel}
      onSubmit={proven(resetPasswordAction)}
      onDone={onDone}
    >
      <p className="text-muted">{t('resetText')}</p>
      {user.hasSecondFactor && (
        <CheckboxField control={form.control} name="withFactors" label={t('withFactors')} help={t('withFactorsHelp')} />
      )}
      {withFactors && <IdentityField control={form.control} name="identity" />}
    </DialogForm>
  );
}

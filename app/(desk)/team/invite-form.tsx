'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import type { Invited } from '@/lib/domain/access/team/invite-user';
import { inviteUserInput } from '@/lib/domain/access/team/schemas';
import { inviteUserAction } from './actions';
import { IntegratorField, RoleField } from './role-field';

type InviteFormProps = { onDone: (invited: Invited) => void; onCancel: () => void };

export function InviteForm({ onDone, onCancel }: InviteFormProps) {
  const t = useTranslations('team.form');
  const form = useSchemaForm(inviteUserInput, { name: '', email: '', role: 'support', integratorId: null });
  return (
    <DialogForm
      form={form}
      submitLabel={t('submitAdd')}
      onCancel={onCancel}
      onSubmit={proven(inviteUserAction)}
      onDone={onDone}
    >
      <p className="text-muted">{t('addText')}</p>
      <TextField control={form.control} name="name" label={t('name')} autoComplete="off" autoFocus />
      <TextField
        control={form.control}
        name="email"
        label={t('email')}
        help={t('emailHelp')}
        type="email"
        autoComplete="off"
      />
      <RoleField control={form.control} name="role" />
      <IntegratorField />
    </DialogForm>
  );
}

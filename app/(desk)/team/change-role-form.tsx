'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { toastSuccess } from '@/components/toasts';
import { changeRoleInput } from '@/lib/domain/access/team/schemas';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { changeRoleAction } from './actions';
import { IntegratorField, RoleField } from './role-field';
import { useRoleName } from './use-role-name';
import { useRoles } from './use-roles';

type ChangeRoleFormProps = { user: UserSummary; onDone: (name: string) => void; onCancel: () => void };

export function ChangeRoleForm({ user, onDone, onCancel }: ChangeRoleFormProps) {
  const t = useTranslations('team');
  const form = useSchemaForm(changeRoleInput, { userId: user.id, role: user.role, integratorId: user.integratorId });
  const nameOf = useRoleName();
  const roles = useRoles();
  return (
    <DialogForm
      form={form}
      submitLabel={t('form.submitRole')}
      onCancel={onCancel}
      onSubmit={proven(changeRoleAction)}
      onDone={(_changed, { role }) => {
        const roleName = nameOf(role, roles.find(({ ref }) => ref === role)?.name ?? null);
        toastSuccess(t('roleChanged', { name: user.name, role: roleName }));
        onDone(user.name);
      }}
    >
      <p className="text-muted">{t('form.roleHelp')}</p>
      <RoleField control={form.control} name="role" />
      <IntegratorField />
    </DialogForm>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { CheckboxGroupField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { RoleSummary } from '@/lib/domain/access/roles/list-roles';
import { createRoleInput } from '@/lib/domain/access/roles/schemas';
import { furtherPermissions, type Permission } from '@/lib/platform/context/permission-names';
import { createRoleAction, updateRoleAction } from './actions';

type RoleDialogProps = {
  /** Null for a new one. */
  role: RoleSummary | null;
  canGive: ReadonlySet<Permission>;
  onClose: () => void;
  onDone: () => void;
};

export function RoleDialog({ role, canGive, onClose, onDone }: RoleDialogProps) {
  const t = useTranslations('roles');
  const further = furtherPermissions.filter((one) => role?.permissions.includes(one));
  const form = useSchemaForm(createRoleInput, { name: role?.name ?? '', permissions: further });
  const roleId = role?.id ?? null;
  return (
    <FormDialog
      title={role ? t('form.changeTitle', { name: role.name ?? '' }) : t('form.newTitle')}
      form={form}
      submitLabel={t(roleId === null ? 'form.create' : 'form.save')}
      onSubmit={(values) =>
        roleId === null ? proven(createRoleAction)(values) : proven(updateRoleAction)({ ...values, roleId })
      }
      onDone={(_done, { name }) => {
        toastSuccess(t(roleId === null ? 'form.made' : 'form.saved', { name }));
        onDone();
      }}
      onClose={onClose}
    >
      <TextField
        control={form.control}
        name="name"
        label={t('form.name')}
        maxLength={60}
        autoComplete="off"
        autoFocus
      />
      <p className="text-pretty text-muted">{t('form.intro')}</p>
      <CheckboxGroupField
        control={form.control}
        name="permissions"
        label={t('form.rights')}
        choices={furtherPermissions.map((value) => ({
          value,
          label: t(`rights.${value}`),
          ...(canGive.has(value) ? {} : { isDisabled: true, help: t('form.lacking') }),
        }))}
      />
    </FormDialog>
  );
}

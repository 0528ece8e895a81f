'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { SelectField } from '@/components/select-field';
import { toastSuccess } from '@/components/toasts';
import type { RoleSummary } from '@/lib/domain/access/roles/list-roles';
import { deleteRoleInput } from '@/lib/domain/access/roles/schemas';
import { useRoleName } from '../use-role-name';
import { deleteRoleAction } from './actions';

type DeleteRoleDialogProps = { role: RoleSummary; roles: RoleSummary[]; onClose: () => void; onDone: () => void };

/** A role that people have is deleted once it is said which they get instead. */
export function DeleteRoleDialog({ role, roles, onClose, onDone }: DeleteRoleDialogProps) {
  const t = useTranslations('roles.delete');
  const nameOf = useRoleName();
  const name = nameOf(role.ref, role.name);
  const form = useSchemaForm(deleteRoleInput, { roleId: role.id ?? 0, moveTo: null });
  const others = roles.filter(({ ref, canGive }) => ref !== role.ref && canGive);
  return (
    <FormDialog
      title={t('title', { name })}
      form={form}
      submitLabel={t('confirm')}
      look="danger"
      onSubmit={proven(deleteRoleAction)}
      onDone={() => {
        toastSuccess(t('done', { name }));
        onDone();
      }}
      onClose={onClose}
    >
      <p className="text-pretty">{role.people === 0 ? t('unused') : t('used', { count: role.people })}</p>
      {role.people > 0 && (
        <SelectField
          control={form.control}
          name="moveTo"
          label={t('moveTo')}
          options={others.map((other) => ({ value: other.ref, label: nameOf(other.ref, other.name) }))}
        />
      )}
    </FormDialog>
  );
}

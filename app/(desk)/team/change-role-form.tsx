'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { toastSuccess } from '@/components/toasts';
import { changeRoleInput } from '@/lib/domain/access/team/schemas';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { changeRoleAction } from './actions';
import { RoleField } from './role-field';

type ChangeRoleFormProps = { user: UserSummary; onDone: (name: string) => void; onCancel: () => void };

export function ChangeRoleForm({ user, onDone, onCancel }: ChangeRoleFormProps) {
  const t = useTranslations('team');
  const form = useSchemaForm(changeRoleInput, { userId: user.id, role: user.role });
  const { mutateAsync } = useAction(changeRoleAction);
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5 pt-2"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        toastSuccess(t('roleChanged', { name: user.name, role: t(`roles.${values.role}.name`) }));
        onDone(user.name);
      }}
    >
      <p className="text-muted">{t('form.roleHelp')}</p>
      <RoleField control={form.control} name="role" />
      <DialogBar label={t('form.submitRole')} onCancel={onCancel} />
    </Form>
  );
}

'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { TextField } from '@/components/text-field';
import { toastError, toastSuccess } from '@/components/toasts';
import { nameWords } from '@/lib/directory/schemas';
import { newUserGroupInput } from '@/lib/user-groups/schemas';
import type { GroupItem } from '../_directory/directory-kind';
import { useRefreshed } from '../_directory/use-entry-acts';
import { useWords } from '../_directory/use-words';
import { createUserGroupAction, updateUserGroupAction } from './actions';

/** A new group, or another name for one. */
export function UserGroupForm({ group, onClose }: { group: GroupItem | null; onClose: () => void }) {
  const t = useTranslations('directory');
  const refresh = useRefreshed('userGroups');
  const { words, translate } = useWords(nameWords);
  const schema = useMemo(() => newUserGroupInput(words), [words]);
  const form = useSchemaForm(schema, { name: group?.name ?? '' });
  const save = useMutation({
    mutationFn: (values: { name: string }) =>
      group ? updateUserGroupAction({ id: group.id, ...values }) : createUserGroupAction(values),
    onError: () => toastError(t('failed.offline')),
  });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5"
      onSubmit={async (values) => {
        const result = await save.mutateAsync(values);
        if (!result.ok) return showServerErrors(form, { ...result, fields: translate(result.fields) });
        toastSuccess(t(group ? 'userGroups.done.updated' : 'userGroups.done.created', { name: result.value.name }));
        onClose();
        await refresh();
      }}
    >
      <TextField
        control={form.control}
        name="name"
        label={t('userGroups.name')}
        help={t('userGroups.nameHelp')}
        autoComplete="off"
        autoFocus
      />
      <DialogBar label={t(group ? 'rename' : 'userGroups.create')} onCancel={onClose} />
    </Form>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DialogBar } from '@/components/dialog-bar';
import { Form, useSchemaForm } from '@/components/form';
import { TextField } from '@/components/text-field';
import { nameWords } from '@/lib/domain/coupons/imports/schemas';
import { newUserGroupInput } from '@/lib/domain/coupons/user-groups/schemas';
import type { GroupItem } from '../_directory/directory-kind';
import { useEntrySave } from '../_directory/use-entry-save';
import { useWords } from '../_directory/use-words';
import { createUserGroupAction, updateUserGroupAction } from './actions';

/** A new group, or another name for one. */
export function UserGroupForm({ group, onClose }: { group: GroupItem | null; onClose: () => void }) {
  const t = useTranslations('directory');
  const { words, translate } = useWords(nameWords);
  const schema = useMemo(() => newUserGroupInput(words), [words]);
  const form = useSchemaForm(schema, { name: group?.name ?? '' });
  const onSubmit = useEntrySave('userGroups', {
    form,
    translate,
    isNew: !group,
    save: (values) => (group ? updateUserGroupAction({ id: group.id, ...values }) : createUserGroupAction(values)),
    onClose,
  });
  return (
    <Form form={form} guard={false} className="flex flex-col gap-5" onSubmit={onSubmit}>
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

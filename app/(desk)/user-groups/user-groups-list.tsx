'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type GroupItem, readGroups } from '../_directory/directory-kind';
import { DirectoryList, type DirectoryListProps } from '../_directory/directory-list';
import { entryColumns } from '../_directory/entry-columns';
import { EntryScreen, type EntryScreenProps } from '../_directory/entry-screen';
import { archiveUserGroupAction, restoreUserGroupAction } from './actions';
import { UserGroupForm } from './user-group-form';

const actions = { archive: archiveUserGroupAction, restore: restoreUserGroupAction };

export function UserGroupsList(props: DirectoryListProps<GroupItem>) {
  const t = useTranslations('directory');
  const columns = useMemo(() => entryColumns<GroupItem>(t, 'userGroups', []), [t]);
  return (
    <DirectoryList
      {...props}
      kind="userGroups"
      columns={columns}
      editLabel={t('rename')}
      read={readGroups}
      actions={actions}
      renderForm={(group, close) => <UserGroupForm group={group} onClose={close} />}
    />
  );
}

export function UserGroupScreen(props: EntryScreenProps<GroupItem>) {
  const t = useTranslations('directory');
  return (
    <EntryScreen
      {...props}
      kind="userGroups"
      editLabel={t('rename')}
      actions={actions}
      renderForm={(close) => <UserGroupForm group={props.entry} onClose={close} />}
    />
  );
}

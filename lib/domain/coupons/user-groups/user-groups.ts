import { userGroups } from '@/db/schema/directories';
import { directories } from '@/lib/core/entities/directory';
import { linkTables } from '@/lib/domain/coupons/coupons/link-tables';
import { type EntryOperations, entryOperations } from '@/lib/domain/coupons/directory-entries/entry-operations';
import { exportOperation } from '@/lib/domain/coupons/directory-entries/export-entries';
import { linkedCoupons } from '@/lib/domain/coupons/directory-entries/list-linked-coupons';
import { directoryKind } from '@/lib/domain/coupons/imports/directory-kind';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';

type Fields = typeof directories.userGroups.fields;

export const userGroupOperations: EntryOperations<Fields> = entryOperations(
  directories.userGroups,
  userGroups,
  linkTables.user_group,
);
export const listUserGroupCoupons = linkedCoupons(directories.userGroups, userGroups, linkTables.user_group);
export const exportUserGroups = exportOperation(directories.userGroups, userGroups, linkTables.user_group);
export const userGroupImport = importOperations(
  directoryKind(directories.userGroups, userGroups, linkTables.user_group),
);

export const {
  list: listUserGroups,
  get: getUserGroup,
  create: createUserGroup,
  update: updateUserGroup,
  archive: archiveUserGroup,
  restore: restoreUserGroup,
} = userGroupOperations;

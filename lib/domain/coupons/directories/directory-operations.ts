import type { DirectoryKind } from '@/lib/core/entities/directory';
import type { EntryOperations } from '@/lib/domain/coupons/directory-entries/entry-operations';
import {
  exportTvodPrices,
  listTvodPriceCoupons,
  tvodPriceImport,
  tvodPriceOperations,
} from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import {
  exportUserGroups,
  listUserGroupCoupons,
  userGroupImport,
  userGroupOperations,
} from '@/lib/domain/coupons/user-groups/user-groups';

/** The use cases of every directory. */
export const directoryOperations = {
  userGroups: userGroupOperations,
  tvodPrices: tvodPriceOperations,
} satisfies Record<DirectoryKind, unknown>;

/** What else there is for those that coupons can be limited to. */
export const linkedDirectories = {
  userGroups: { listCoupons: listUserGroupCoupons, files: userGroupImport, exportList: exportUserGroups },
  tvodPrices: { listCoupons: listTvodPriceCoupons, files: tvodPriceImport, exportList: exportTvodPrices },
};
export type LinkedDirectoryKind = keyof typeof linkedDirectories;

/** The same for callers that serve all kinds alike. */
export const operationsOf = (kind: DirectoryKind) => directoryOperations[kind] as unknown as EntryOperations;

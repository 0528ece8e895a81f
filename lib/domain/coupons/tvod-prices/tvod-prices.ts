import { tvodPrices } from '@/db/schema/directories';
import { directories } from '@/lib/core/entities/directory';
import { linkTables } from '@/lib/domain/coupons/coupons/link-tables';
import { type EntryOperations, entryOperations } from '@/lib/domain/coupons/directory-entries/entry-operations';
import { exportOperation } from '@/lib/domain/coupons/directory-entries/export-entries';
import { linkedCoupons } from '@/lib/domain/coupons/directory-entries/list-linked-coupons';
import { directoryKind } from '@/lib/domain/coupons/imports/directory-kind';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';

type Fields = typeof directories.tvodPrices.fields;

export const tvodPriceOperations: EntryOperations<Fields> = entryOperations(
  directories.tvodPrices,
  tvodPrices,
  linkTables.tvod_price,
);
export const listTvodPriceCoupons = linkedCoupons(directories.tvodPrices, tvodPrices, linkTables.tvod_price);
export const exportTvodPrices = exportOperation(directories.tvodPrices, tvodPrices, linkTables.tvod_price);
export const tvodPriceImport = importOperations(
  directoryKind(directories.tvodPrices, tvodPrices, linkTables.tvod_price),
);

export const {
  list: listTvodPrices,
  get: getTvodPrice,
  create: createTvodPrice,
  update: updateTvodPrice,
  archive: archiveTvodPrice,
  restore: restoreTvodPrice,
} = tvodPriceOperations;

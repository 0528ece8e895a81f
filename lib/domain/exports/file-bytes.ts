import { writeCodeSheet } from '@/lib/adapters/code-sheets/write-code-sheet';
import { tableBytes } from '@/lib/adapters/spreadsheets/table-bytes';
import type { FileFormat, SentFormat, TableFile } from '@/lib/core/table-file';

/** As what a table is sent, where `as` is asked for. */
export const sentFormat = ({ sheet }: TableFile, as: FileFormat): SentFormat => (sheet ? 'pdf' : as);

/** A table as the bytes of a file, made while they are taken. */
export const fileBytes = ({ sheet, ...table }: TableFile, as: FileFormat): AsyncGenerator<Uint8Array> =>
  sheet ? writeCodeSheet({ ...sheet.template, footer: table.name }, sheet.codes) : tableBytes(table, as);

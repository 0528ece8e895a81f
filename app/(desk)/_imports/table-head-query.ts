import { keepPreviousData } from '@tanstack/react-query';
import { ReadError } from '@/app/session/desk-client';
import { postFile } from '@/app/session/post-file';
import type { TableChosen, TableReading } from '@/lib/core/file-reading/table-reading';
import type { ProposedTable } from '@/lib/domain/coupons/imports/import-file';
import { headOf, queryOf } from './file-part';

/** In an answer an instant is text. */
type HeadAnswer = Omit<ProposedTable, 'readAt'> & { readAt: string | null };

/** `shape`: what the reading is remembered by. */
export type SentTable = TableReading & { shape: string | undefined };

const asQuery = ({ places, ...chosen }: TableChosen) => ({ ...chosen, places: places?.join(',') });

/** As what a file is read, by its beginning; forgotten with the page. */
export function tableHeadQuery(address: string, file: File, chosen: TableChosen) {
  const { name, size, lastModified } = file;
  const ask = async () => {
    const { part, isWhole } = await headOf(file);
    return postFile<HeadAnswer>(`${address}/head?${queryOf({ isWhole, ...asQuery(chosen) })}`, part);
  };
  return {
    queryKey: ['table-head', address, { name, size, lastModified }, chosen] as const,
    queryFn: ask,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: (count: number, error: Error) => !(error instanceof ReadError) && count < 2,
  };
}

/** What of a file was seen and is meant: rows that are left out as no data, and warnings of those that are new. */
export type Confirmed = { confirmed: boolean; meant: boolean };

/** Sends all of a file, to be checked as it is read. */
export function sendTable(address: string, file: File, { shape, ...reading }: SentTable): Promise<{ id: number }> {
  const query = queryOf({ ...asQuery(reading), shape, fileName: file.name.slice(0, 200) });
  return postFile(`${address}/files?${query}`, file);
}

import { keepPreviousData } from '@tanstack/react-query';
import { ReadError } from '@/app/session/desk-client';
import { postFile } from '@/app/session/post-file';
import type { Chosen, FileHead } from '@/lib/core/file-reading/read-head';
import { headBytes, type Reading } from '@/lib/core/file-reading/reading';
import type { ChosenFile } from './choose-file';

/** Values of an address; what is not chosen is left out. */
function queryOf(values: Record<string, string | number | boolean | undefined>): URLSearchParams {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

/** As what a file is read, by its beginning. Codes in clear are in the answer: it is forgotten with the page. */
export function fileHeadQuery(couponId: number, file: File, chosen: Chosen) {
  const { name, size, lastModified } = file;
  const query = queryOf({ couponId, isWhole: size <= headBytes, ...chosen });
  return {
    queryKey: ['code-file-head', couponId, { name, size, lastModified }, chosen] as const,
    queryFn: () => postFile<FileHead>(`/api/desk/uploads/codes/head?${query}`, file.slice(0, headBytes)),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: (count: number, error: Error) => !(error instanceof ReadError) && count < 2,
  };
}

export function sendFile(couponId: number, { file, hasCheckCharacters }: ChosenFile, reading: Reading) {
  const { encoding, delimiter, headerRow, column } = reading;
  const fileName = file.name.slice(0, 200);
  const query = queryOf({ couponId, fileName, hasCheckCharacters, encoding, delimiter, headerRow, column });
  return postFile<{ uploadId: number; rows: number }>(`/api/desk/uploads/codes?${query}`, file);
}

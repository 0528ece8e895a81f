import { keepPreviousData } from '@tanstack/react-query';
import { ReadError } from '@/app/session/desk-client';
import { postFile } from '@/app/session/post-file';
import type { Chosen } from '@/lib/core/file-reading/read-head';
import { headBytes, type Reading } from '@/lib/core/file-reading/reading';
import type { ProposedHead } from '@/lib/domain/coupons/codes/read-upload-head';
import type { ChosenFile } from './choose-file';

/** Values of an address; what is not chosen is left out. */
function queryOf(values: Record<string, string | number | boolean | undefined>): URLSearchParams {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

/** A workbook is a zip, whose list of parts is at its end: all of it is sent. */
const isZip = async (file: File): Promise<boolean> => (await file.slice(0, 4).text()) === 'PK\u0003\u0004';

/** In an answer an instant is text. */
export type HeadAnswer = Omit<ProposedHead, 'readAt'> & { readAt: string | null };

/** As what a file is read, by its beginning. Codes in clear are in the answer: it is forgotten with the page. */
export function fileHeadQuery(couponId: number, file: File, chosen: Chosen) {
  const { name, size, lastModified } = file;
  const ask = async () => {
    const part = (await isZip(file)) ? file : file.slice(0, headBytes);
    const query = queryOf({ couponId, isWhole: part.size === size, ...chosen });
    return postFile<HeadAnswer>(`/api/desk/uploads/codes/head?${query}`, part);
  };
  return {
    queryKey: ['code-file-head', couponId, { name, size, lastModified }, chosen] as const,
    queryFn: ask,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: (count: number, error: Error) => !(error instanceof ReadError) && count < 2,
  };
}

/** `shape`: what the reading is remembered by. */
export type SentReading = Reading & { shape: string | undefined };

export function sendFile(couponId: number, { file, hasCheckCharacters }: ChosenFile, reading: SentReading) {
  const query = queryOf({ couponId, fileName: file.name.slice(0, 200), hasCheckCharacters, ...reading });
  return postFile<{ uploadId: number; rows: number }>(`/api/desk/uploads/codes?${query}`, file);
}

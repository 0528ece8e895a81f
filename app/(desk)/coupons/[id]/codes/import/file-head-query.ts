import { keepPreviousData } from '@tanstack/react-query';
import { headOf, queryOf } from '@/app/(desk)/_imports/file-part';
import { ReadError } from '@/app/session/desk-client';
import { postFile } from '@/app/session/post-file';
import type { Chosen } from '@/lib/core/file-reading/read-head';
import type { Reading } from '@/lib/core/file-reading/reading';
import type { ProposedHead } from '@/lib/domain/coupons/codes/read-upload-head';
import type { ChosenFile } from './choose-file';

/** In an answer an instant is text. */
export type HeadAnswer = Omit<ProposedHead, 'readAt'> & { readAt: string | null };

/** As what a file is read, by its beginning. Codes in clear are in the answer: it is forgotten with the page. */
export function fileHeadQuery(couponId: number, file: File, chosen: Chosen) {
  const { name, size, lastModified } = file;
  const ask = async () => {
    const { part, isWhole } = await headOf(file);
    const query = queryOf({ couponId, isWhole, ...chosen });
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
  return postFile<{ uploadId: number }>(`/api/desk/uploads/codes?${query}`, file);
}

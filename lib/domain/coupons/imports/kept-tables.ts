import { deserialize, serialize } from 'node:v8';
import { tableUploadPieces } from '@/db/schema/table-imports';
import { keptFiles, type PiecesTable } from '@/lib/domain/coupons/files/kept-file';
import { type EncryptedPiece, encryptedPieces } from '@/lib/platform/keys/encrypt-piece';
import type { CheckedFile } from './summarize-rows';

const purpose = 'table upload';
const { encrypt, decrypt } = encryptedPieces(purpose);
const placeOf = (uploadId: number) => `${purpose} ${uploadId} result`;

/** Files with tables, until they are imported or cancelled. */
export const keptTables = keptFiles(tableUploadPieces as unknown as PiecesTable, purpose);

/** What came of a file's check: rows to look at are in it, with what customers can be reached by. */
export const encryptResult = (uploadId: number, checked: CheckedFile): Promise<EncryptedPiece> =>
  encrypt(serialize(checked), placeOf(uploadId));

export async function decryptResult<Entry>(uploadId: number, piece: EncryptedPiece): Promise<CheckedFile<Entry>> {
  return deserialize(await decrypt(piece, placeOf(uploadId))) as CheckedFile<Entry>;
}

import { encryptedPieces } from '@/lib/platform/keys/encrypt-piece';

export const { encrypt: encryptPiece, decrypt: decryptPiece } = encryptedPieces('export');

/** What a piece of a file is bound to. */
export const placeOfPiece = (piece: { fileId: number; run: number; place: number }): string =>
  `export ${piece.fileId} ${piece.run} ${piece.place}`;

/** What the file is made from is written before it has an id, and so bound to its owner. */
export const placeOfRequest = (userId: number): string => `export of user ${userId}`;

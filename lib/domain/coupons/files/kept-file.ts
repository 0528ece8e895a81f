import { and, eq } from 'drizzle-orm';
import type { codeUploadPieces } from '@/db/schema/code-uploads';
import type { FileBody } from '@/lib/core/file-body';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { encryptedPieces, inPieces } from '@/lib/platform/keys/encrypt-piece';

const pieceBytes = 256 * 1024;

/** Any table of pieces: they have the same columns. */
export type PiecesTable = typeof codeUploadPieces;

/** Files that are kept encrypted, in pieces, until a job has read them. */
export function keptFiles(pieces: PiecesTable, purpose: string) {
  const { encrypt, decrypt } = encryptedPieces(purpose);
  const placeOf = (fileId: number, place: number) => `${purpose} ${fileId} ${place}`;

  /**
   * Keeps a file as it arrives, and gives its size in bytes. `onPiece` is called in the transaction of each piece, with the size so far.
   * @throws what the file itself and `onPiece` throw
   */
  async function keep(
    ctx: Context,
    fileId: number,
    file: FileBody,
    onPiece: (tx: Context, bytes: number) => Promise<void>,
  ): Promise<number> {
    let place = 0;
    let bytes = 0;
    for await (const piece of inPieces(file, pieceBytes)) {
      bytes += piece.byteLength;
      const encrypted = await encrypt(piece, placeOf(fileId, place));
      await inTransaction(ctx, async (tx) => {
        await onPiece(tx, bytes);
        await tx.db.insert(pieces).values({ fileId, place, ...encrypted });
      });
      place++;
    }
    return bytes;
  }

  /** Such a file again, from its beginning. */
  async function* read({ db }: Context, fileId: number): FileBody {
    for (let place = 0; ; place++) {
      const [piece] = await db
        .select()
        .from(pieces)
        .where(and(eq(pieces.fileId, fileId), eq(pieces.place, place)));
      if (!piece) return;
      yield await decrypt(piece, placeOf(fileId, place));
    }
  }

  const forget = ({ db }: Context, fileId: number) => db.delete(pieces).where(eq(pieces.fileId, fileId));

  return { keep, read, forget };
}

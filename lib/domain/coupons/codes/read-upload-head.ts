import type { FileBody } from '@/lib/core/file-body';
import type { Chosen, FileHead } from '@/lib/core/file-reading/read-head';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { readFileHead } from '@/lib/domain/coupons/files/read-file-head';
import { findReading, fitsHead, shapeOf } from '@/lib/domain/coupons/files/remembered-reading';
import { codeColumn } from './code-column';
import { readUploadHeadInput } from './schemas';

/** What files like this one have in common, and when the actor last read one, if it is proposed to be read as that was. */
export type ProposedHead = FileHead & { shape: string | null; readAt: Date | null };

/**
 * As what a file of codes is read, what only a person can decide of it, and its first rows. Where nothing is chosen, it is read
 * as the actor last read a file of its shape. The rows are the sender's own, in clear; nothing is kept.
 * @throws Forbidden, NotFound, Invalid (`file`, `sheet`)
 */
export const readUploadHead = couponOperation(
  'coupons.write',
  readUploadHeadInput,
  async (ctx, { file, isWhole, couponId: _, ...chosen }): Promise<ProposedHead> => {
    const pieces: Uint8Array[] = [];
    const read = (body: FileBody, as: Chosen) => readFileHead(body, isWhole, as, codeColumn);
    const head = await read(kept(file, pieces), chosen);
    if (Object.values(chosen).some((choice) => choice !== undefined)) return { ...head, shape: null, readAt: null };
    const shape = shapeOf(head);
    const remembered = shape === null ? null : await findReading(ctx, shape);
    if (!remembered || !fitsHead(remembered.reading, head)) return { ...head, shape, readAt: null };
    const again = await read(new Blob(pieces as BlobPart[]).stream(), remembered.reading);
    return { ...again, shape, readAt: remembered.readAt };
  },
);

/** A file as it arrives; what was read of it is kept, to be read again. */
async function* kept(file: FileBody, pieces: Uint8Array[]): FileBody {
  for await (const piece of file) {
    pieces.push(piece);
    yield piece;
  }
}

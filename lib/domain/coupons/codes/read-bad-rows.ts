import { and, asc, eq, gt, ne } from 'drizzle-orm';
import { codeUploadRows } from '@/db/schema/code-uploads';
import type { BadResult } from '@/lib/core/entities/upload-row';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { findTakenCodes, type TakenBy, takenToIssue } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { Context } from '@/lib/platform/context/context';
import type { CodeUpload } from './code-upload';
import { readCodeOf } from './encrypt-code';

type BadRow = { row: typeof codeUploadRows.$inferSelect; takenBy: TakenBy | null };

/** Rows of a file that are not imported, in their order after a line, and what has the codes of those that exist. */
export async function readBadRows(
  { db }: Context,
  { id, couponId }: Pick<CodeUpload, 'id' | 'couponId'>,
  { after, result, limit }: { after: number; result?: BadResult | undefined; limit: number },
): Promise<BadRow[]> {
  const isBad = result ? eq(codeUploadRows.result, result) : ne(codeUploadRows.result, 'good');
  const page = await db
    .select()
    .from(codeUploadRows)
    .where(and(eq(codeUploadRows.uploadId, id), isBad, gt(codeUploadRows.line, after)))
    .orderBy(asc(codeUploadRows.line))
    .limit(limit);
  const taken = await findTakenCodes(db, page.filter(exists).map(readDigests));
  return page.map((row) => ({
    row,
    takenBy: exists(row) ? takenToIssue(taken, row.digest.toString('hex'), couponId) : null,
  }));
}

const exists = ({ result }: Pick<BadRow['row'], 'result'>) => result === 'existing';

/** A row and the code that it repeats can be of different digest keys. */
function readDigests(row: BadRow['row']): { digest: Buffer; otherDigests: Buffer[] } {
  const text = readCodeOf(row);
  return { digest: row.digest, otherDigests: text === null ? [] : digestsOf(text) };
}

import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codeUploadRows, codeUploads } from '@/db/schema/code-uploads';
import { digestNormalized, isDigestRotated } from '@/lib/domain/coupons/reading/digest-code';
import { findTakenCodes } from '@/lib/domain/coupons/reading/find-taken-codes';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { keyring } from '@/lib/platform/keys/keyring';
import { decryptCode, encryptBound } from './encrypt-code';
import { rewriteStagedRows } from './import-rows.sql';

/** Whether rows of an upload were digested with another key, or codes can be there under another one. */
export async function hasOtherDigests(db: Executor, uploadId: number): Promise<boolean> {
  if (isDigestRotated()) return true;
  const { digestKeyId } = codeUploadRows;
  const isOther = sql`${digestKeyId} is distinct from ${keyring().digest.active.id}`;
  return (await db.$count(codeUploadRows, and(eq(codeUploadRows.uploadId, uploadId), isOther))) > 0;
}

/**
 * Digests the next rows that are to be imported with the active key, and gives the lines of those that are codes already
 * under another one, which no index keeps apart. The caller holds the lock of the batch. @throws when one cannot be decrypted
 */
export async function digestStagedRows(db: Executor, uploadId: number, size: number): Promise<number[]> {
  const importedTo = db
    .select({ line: codeUploads.importedToLine })
    .from(codeUploads)
    .where(eq(codeUploads.id, uploadId));
  const { line, result } = codeUploadRows;
  const rows = await db
    .select()
    .from(codeUploadRows)
    .where(and(eq(codeUploadRows.uploadId, uploadId), gt(line, sql`(${importedTo})`), eq(result, 'good')))
    .orderBy(asc(line))
    .limit(size);
  const digested = rows.map((row) => {
    const text = decryptCode(row);
    const digests = digestNormalized(normalizeCode(text));
    return { line: row.line, ...digests, ...encryptBound(text, digests.digest) };
  });
  await rewriteStagedRows(db, uploadId, digested);
  const taken = await findTakenCodes(db, digested);
  return digested.flatMap((row) => (taken.issued.has(row.digest.toString('hex')) ? [row.line] : []));
}

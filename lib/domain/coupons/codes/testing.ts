import { afterEach } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import type { FileBody } from '@/lib/core/file-body';
import { readTextHead } from '@/lib/core/file-reading/read-head';
import type { Reading } from '@/lib/core/file-reading/reading';
import type { TableFile } from '@/lib/core/table-file';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { stopJobs } from '@/lib/worker/start-jobs';
import { prepared } from '@/test/prepared';
import { checkUpload } from './check-upload';
import { codeColumn } from './code-column';
import { type CodeUpload, getUpload } from './code-upload';
import { receiveUpload } from './receive-upload';

/** For a file of tests: a database of its own with people, the worker and coupons to issue codes of. */
export function provideIssuing() {
  const test = openTestDatabase({ max: 8 });
  const admin = prepared(() => makeUserContext(test.db, 'admin'));
  const support = prepared(() => makeUserContext(test.db, 'support'));
  const worker = prepared(() => systemContext(test.db, 'test'));
  afterEach(() => stopJobs());
  const makeCoupon = async () => (await createCoupon(admin, newCoupon())).id;
  return { test, admin, support, worker, makeCoupon };
}

/** A file that arrives in pieces. */
export async function* inPieces(content: string | Uint8Array, size = 1000): FileBody {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** As what a file is read where a person takes what is proposed. */
export function readAsProposed(content: string | Uint8Array): Reading {
  const { encoding, delimiter, headerRow, column } = readTextHead(Buffer.from(content), true, {}, codeColumn);
  return { encoding, delimiter, headerRow, column: column ?? 1 };
}

export const oneColumn: Reading = { encoding: 'utf-8', delimiter: 'none', headerRow: 0, column: 1 };

type FileOfCodes = { couponId: number; text: string; hasCheckCharacters?: boolean };

/** A file of codes that was uploaded, read as proposed, and checked. */
export async function uploadChecked(ctx: Context, file: FileOfCodes): Promise<CodeUpload> {
  const { couponId, text, hasCheckCharacters = false } = file;
  const input = { couponId, fileName: 'codes.csv', hasCheckCharacters, ...readAsProposed(text) };
  const { uploadId } = await receiveUpload(ctx, { ...input, file: inPieces(text) });
  await checkUpload(systemContext(ctx.db, 'test'), { uploadId });
  return getUpload(ctx, { couponId, uploadId });
}

export async function textOf(rows: TableFile['rows']): Promise<string> {
  let text = '';
  for await (const some of rows) text += toCsv(some);
  return text;
}

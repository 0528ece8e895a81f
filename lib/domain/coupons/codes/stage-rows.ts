import { BinaryRows, copyRows } from '@/db/copy-rows';
import type { FileBody } from '@/lib/core/file-body';
import { timeSlices } from '@/lib/core/time-slices';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import type { Context } from '@/lib/platform/context/context';
import { CodeSet, type Concern } from './code-set';
import { eachFileRow, type ReadAs } from './each-file-row';
import { encryptCode } from './encrypt-code';

const stagedAtOnce = 20_000;
const target = 'code_upload_rows (upload_id, line, verdict, digest, digest_key_id, sealed, sealing_key_id, last_four)';

/** Writes each row of a file, encrypted, with what it is by itself. @throws as `eachFileRow` */
export async function stageRows(
  ctx: Context,
  uploadId: number,
  readAs: ReadAs,
  file: FileBody,
): Promise<{ rows: number; concerns: Concern[] }> {
  const set = new CodeSet();
  const pause = timeSlices();
  let staged = new BinaryRows();
  let waiting = 0;
  const write = async () => {
    await copyRows(ctx.db, target, staged.end());
    staged = new BinaryRows();
    waiting = 0;
  };
  const rows = await eachFileRow(readAs, file, ({ line, text, result }) => {
    if (result === 'good') set.add(normalizeCode(text));
    const { digest, digestKeyId, sealed, sealingKeyId, lastFour } = encryptCode(text);
    staged.row(8).int8(uploadId).int4(line).text(result).bytea(digest).int2(digestKeyId);
    staged.bytea(sealed).int2(sealingKeyId);
    // The end of what is no code can be anything, even bytes that a text cannot hold.
    staged.text(result === 'good' || result === 'wrong_check' ? lastFour : '');
    if (++waiting === stagedAtOnce) return write();
    return waiting % 32 === 0 ? pause() : undefined;
  });
  await write();
  return { rows, concerns: set.concerns() };
}

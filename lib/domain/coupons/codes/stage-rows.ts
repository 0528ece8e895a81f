import { BinaryRows, copyRows } from '@/db/copy-rows';
import type { FileBody } from '@/lib/core/file-body';
import { timeSlices } from '@/lib/core/time-slices';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { CodeSet, type Concern } from './code-set';
import { eachFileRow, type ReadAs } from './each-file-row';
import { encryptCode } from './encrypt-code';
import { keepProgress, type RunningUpload } from './upload-run';

const target = 'code_upload_rows (upload_id, line, verdict, digest, digest_key_id, sealed, sealing_key_id, last_four)';

type Staging = {
  /** Rows up to this line are there: an earlier run wrote them. */
  after?: number;
  chunkSize?: number;
  signal?: AbortSignal | undefined;
};

/**
 * Writes each row of a file, encrypted, with what it is by itself, some at a time, with how far it is.
 * @throws Superseded, and as `eachFileRow`
 */
export async function stageRows(
  ctx: Context,
  upload: RunningUpload,
  readAs: ReadAs,
  file: FileBody,
  { after = 0, chunkSize = 20_000, signal }: Staging = {},
): Promise<{ rows: number; concerns: Concern[] }> {
  const set = new CodeSet();
  const pause = timeSlices();
  let staged = new BinaryRows();
  let [waiting, rows, readToLine, bytesRead] = [0, 0, after, 0];
  async function* counted(): FileBody {
    for await (const piece of file) {
      bytesRead += piece.byteLength;
      yield piece;
    }
  }
  const write = async () => {
    signal?.throwIfAborted();
    await inTransaction(ctx, async (tx) => {
      await keepProgress(tx, upload, { rows, readToLine, bytesRead });
      await copyRows(tx.db, target, staged.end());
    });
    staged = new BinaryRows();
    waiting = 0;
  };
  await eachFileRow(readAs, counted(), ({ line, text, result }) => {
    if (result === 'good') set.add(normalizeCode(text));
    if (++rows % 32 === 0 && line <= after) return pause();
    if (line <= after) return;
    readToLine = line;
    const { digest, digestKeyId, sealed, sealingKeyId, lastFour } = encryptCode(text);
    staged.row(8).int8(upload.id).int4(line).text(result).bytea(digest).int2(digestKeyId);
    staged.bytea(sealed).int2(sealingKeyId);
    // The end of what is no code can be anything, even bytes that a text cannot hold.
    staged.text(result === 'good' || result === 'wrong_check' ? lastFour : '');
    if (++waiting === chunkSize) return write();
    return waiting % 32 === 0 ? pause() : undefined;
  });
  await write();
  return { rows, concerns: set.concerns() };
}

import { sql } from 'drizzle-orm';
import { tableBytes } from '@/lib/adapters/spreadsheets/table-bytes';
import type { FileBody } from '@/lib/core/file-body';
import { type Cell, type FileFormat, fileFormats, type TableFile } from '@/lib/core/table-file';
import { checkUpload } from '@/lib/domain/coupons/codes/check-upload';
import { getUpload } from '@/lib/domain/coupons/codes/code-upload';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { readUploadHead } from '@/lib/domain/coupons/codes/read-upload-head';
import { receiveUpload } from '@/lib/domain/coupons/codes/receive-upload';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { couponImport, importedCouponsLimit } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/round-trip.ts [how many]`: exports codes and coupons, reads the files again, and compares. Coupons
 * are imported in files of as many as one takes.
 */
const count = Number(process.argv[2] ?? 100_000);
const atOnce = importedCouponsLimit;
/** What another row and another moment bring. */
const own = ['id', 'created_at', 'created_at_local', 'updated_at', 'updated_at_local'];

const bench = await openBench();
const admin = await makeUserContext(bench.db, 'admin');
const worker = systemContext(bench.db, 'bench');
let failed = false;

try {
  for (const as of fileFormats) await codes(as);
  await coupons();
} finally {
  await bench.close();
}
process.exitCode = failed ? 1 : 0;

function report(what: string, found: number, wanted: number): void {
  failed ||= found !== wanted;
  console.log(`${found === wanted ? 'ok  ' : 'LOST'} ${what.padEnd(46)} ${found} of ${wanted}`);
}

async function bytesOf(table: TableFile, as: FileFormat): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of tableBytes(table, as)) parts.push(part);
  return Buffer.concat(parts);
}

async function* body(bytes: Uint8Array): FileBody {
  yield bytes;
}

async function codes(as: FileFormat): Promise<void> {
  const input = { code: `codes-${as}`, discount: 10, duration: 'once' };
  const { id: couponId } = await createCoupon(admin, createCouponInput.parse(input));
  const batch = await requestBatch(admin, { couponId, count });
  await issueBatch(worker, { batchId: batch.id });
  const file = await bytesOf(await exportCodes(worker, { couponId, filter: {}, clear: { reason: 'bench' } }), as);
  const isText = as === 'csv';
  const head = await readUploadHead(admin, {
    ...{ couponId, isWhole: !isText, file: body(isText ? file.subarray(0, 64 * 1024) : file) },
  });
  const { encoding, delimiter, sheet, headerRow, column } = head;
  const reading = { encoding, delimiter, sheet, headerRow, column: column ?? 0 };
  const of = { couponId, fileName: `codes.${as}`, hasCheckCharacters: true, ...reading };
  const { uploadId } = await receiveUpload(admin, { ...of, file: body(file) });
  await checkUpload(worker, { uploadId });
  const upload = await getUpload(admin, { couponId, uploadId });
  report(`codes found again as they were, .${as}`, upload.existing, count);
}

async function rowsOf({ rows }: TableFile): Promise<Cell[][]> {
  const all: Cell[][] = [];
  for await (const some of rows) all.push(...some);
  return all;
}

async function coupons(): Promise<void> {
  await bench.db.execute(sql`truncate coupons cascade`);
  const texts = ['=SUM(1)', 'कुपन "दशैं"', 'two\nlines', "'quoted", '; , |', '😀 ação'];
  const made: Cell[][] = Array.from({ length: count }, (_, at) => [
    ...[`TRIP-${at}`, ((at % 9_999) + 1) / 100, 'repeating', (at % 12) + 1, `${texts[at % texts.length]} ${at}`],
    ...[at % 3 === 0 ? at + 1 : ''],
  ]);
  const header = ['code', 'discount', 'duration', 'cycles', 'description', 'max_redemptions'];
  await importInParts([header, ...made]);
  const before = await rowsOf(await exportCoupons(admin, {}));
  report('coupons exported', before.length - 1, count);
  await bench.db.execute(sql`truncate coupons cascade`);
  await importInParts(before);
  const after = await rowsOf(await exportCoupons(admin, {}));
  const [names = []] = before;
  const kept = names.map((name) => !own.includes(String(name)));
  const lineOf = (cells: Cell[]) => JSON.stringify(cells.filter((_, at) => kept[at]));
  const known = new Set(after.slice(1).map(lineOf));
  report('coupons as they were', before.slice(1).filter((cells) => known.has(lineOf(cells))).length, count);
}

async function importInParts([header = [], ...rows]: Cell[][]): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) {
    const part = rows.slice(at, at + atOnce);
    async function* table() {
      yield [header, ...part];
    }
    const file = await bytesOf({ name: 'coupons', rows: table() }, 'csv');
    const head = await couponImport.readHead(admin, { isWhole: false, file: body(file.subarray(0, 64 * 1024)) });
    if (head.questions.length > 0) throw new Error(`The file asks for ${head.questions.join(', ')}.`);
    const { encoding, delimiter, sheet, headerRow, form, places, unit } = head;
    const reading = { encoding, delimiter, sheet, headerRow, form: form ?? '', places: places.join(',') };
    const { id } = await couponImport.receiveFile(admin, { ...reading, unit: unit ?? undefined, file: body(file) });
    await couponImport.runCheck(worker, { uploadId: id });
    await couponImport.startImport(admin, { id, meant: true });
    await couponImport.runImport(worker, { uploadId: id });
  }
}

// Runs in a worker thread of its own, without the loader of the process: only packages and types can be imported here.
import { parentPort, workerData } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import { readOds } from 'hucre/ods';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import type { SheetRow, WorkerAnswer, WorkerTask } from './worker-messages';

const rowsAtOnce = 500;
const cellsLimit = 20_000_000;
const sheetsLimit = 100;
const cellLength = 10_000;

/** Unpacked: a million rows of three cells as .xlsx; an .ods is held as a whole, which takes more. */
const unpackedLimit = { xlsx: 256 * 1024 * 1024, ods: 48 * 1024 * 1024 };
/** No table packs better than this. */
const ratioLimit = 200;

/** Why a workbook is not read: a key of `refusals`, `noSuchSheet` or `broken`. */
class Refused extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

type Row = { index: number; values: unknown[] };
type Workbook = { names: string[]; rowsOf: (sheet: number, limit?: number) => AsyncIterable<Row> | Iterable<Row> };

const task = workerData as WorkerTask;
const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');
const waiting: string[] = [];
let asked = 0;
let isDone = false;

/** Rows wait here as text until they are asked for: the parser cannot be made to wait. */
function send(answer: WorkerAnswer | null): void {
  if (answer) waiting.push(JSON.stringify(answer));
  while (asked > 0 && waiting.length > 0) {
    asked--;
    port?.postMessage(waiting.shift());
  }
  if (isDone && waiting.length === 0) port?.close();
}
port.on('message', () => {
  asked++;
  send(null);
});

async function sendRows(rows: AsyncIterable<Row> | Iterable<Row>): Promise<void> {
  let batch: SheetRow[] = [];
  let cells = 0;
  for await (const { index, values } of rows) {
    cells += values.length;
    if (cells > cellsLimit) throw new Refused('tooManyCells');
    const texts = values.map(textOf);
    while (texts.at(-1) === '') texts.pop();
    if (texts.length === 0) continue;
    batch.push({ line: index + 1, cells: texts });
    if (batch.length === rowsAtOnce) {
      send({ kind: 'rows', rows: batch });
      batch = [];
    }
  }
  send({ kind: 'rows', rows: batch });
  send({ kind: 'end' });
}

async function open({ bytes, format }: WorkerTask): Promise<Workbook> {
  const entries = zipEntries(bytes, format);
  if (format === 'ods') return openOds(bytes, entries);
  const names: string[] = [];
  await readXlsx(bytes, { sheets: ({ name }) => names.push(name) === 0 });
  // Only a cell with its style says how many zeros it is shown with, and whether it is a percentage: then all of it is read.
  const styles = partOf(bytes, entries, 'xl/styles.xml');
  const isPadded = /formatCode="[^"]*0{2,}/.test(styles.replace(/\.0+|0+(?=\.)|[#,]0+|0+E|E[+-]0+/g, ''));
  const hasPercent = /formatCode="[^"]*%|numFmtId="(?:9|10)"/.test(styles);
  if (!isPadded && !hasPercent) {
    return {
      names,
      rowsOf: (sheet, maxRows) => streamXlsxRows(bytes, { sheet: sheet - 1, ...(maxRows ? { maxRows } : {}) }),
    };
  }
  return { names, rowsOf: (sheet, maxRows) => styledRows(bytes, sheet, maxRows) };
}

async function* styledRows(bytes: Uint8Array, sheet: number, maxRows?: number): AsyncGenerator<Row> {
  const { formatValue } = await import('hucre');
  const options = { sheets: [sheet - 1], readStyles: true, ...(maxRows ? { maxRows } : {}) };
  const { rows = [], cells } = (await readXlsx(bytes, options)).sheets[0] ?? {};
  for (const [index, row] of rows.entries()) {
    const values = row.map((value, column) => {
      const format = cells?.get(`${index},${column}`)?.style?.numFmt;
      if (typeof value !== 'number' || format === undefined) return value;
      if (/^[0\- /.]*00[0\- /]*$/.test(format)) return formatValue(value, format);
      const isPercent = format.replace(/"[^"]*"|\\./g, '').includes('%');
      return isPercent ? `${Number((value * 100).toPrecision(15))}%` : value;
    });
    yield { index, values };
  }
}

async function openOds(bytes: Uint8Array, entries: ZipEntry[]): Promise<Workbook> {
  if (/<manifest:encryption-data/.test(partOf(bytes, entries, 'META-INF/manifest.xml'))) throw new Refused('encrypted');
  const padding = /<number:number [^>]*min-integer-digits="(?:[2-9]|\d\d)/;
  const isPadded = ['content.xml', 'styles.xml'].some((name) => padding.test(partOf(bytes, entries, name)));
  if (isPadded) throw new Refused('padded');
  if (/value-type="percentage"/.test(partOf(bytes, entries, 'content.xml'))) throw new Refused('percent');
  const { sheets } = await readOds(bytes);
  function* rowsOf(sheet: number, limit = Number.POSITIVE_INFINITY): Generator<Row> {
    for (const [index, values] of (sheets[sheet - 1]?.rows ?? []).slice(0, limit).entries()) yield { index, values };
  }
  return { names: sheets.map(({ name }) => name), rowsOf };
}

type ZipEntry = { name: string; at: number; packed: number; unpacked: number; isDeflated: boolean };

/** The parts of a workbook by its directory, within the limits. The reader unpacks no more of a part than is said there. */
function zipEntries(bytes: Uint8Array, format: WorkerTask['format']): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Refused('broken');
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Refused('broken');
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const nameLength = view.getUint16(at + 28, true);
    const isDeflated = view.getUint16(at + 10, true) === 8;
    // A size that is left to be found in the data bounds nothing.
    if (isDeflated && unpacked === 0 && packed !== 2) throw new Refused('broken');
    if ((view.getUint16(at + 8, true) & 1) === 1) throw new Refused('encrypted');
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.push({ name, at: view.getUint32(at + 42, true), packed, unpacked, isDeflated });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > unpackedLimit[format]) throw new Refused('tooLarge');
  if (unpacked > ratioLimit * bytes.length) throw new Refused('bomb');
  return entries;
}

/** A part of a workbook as text, or nothing where it has none. Its size is within the limits: `zipEntries` saw to that. */
function partOf(bytes: Uint8Array, entries: ZipEntry[], name: string): string {
  const entry = entries.find((one) => one.name === name);
  if (!entry) return '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  const part = entry.isDeflated ? inflateRawSync(packed, { maxOutputLength: entry.unpacked + 1 }) : packed;
  return new TextDecoder().decode(part);
}

async function sheetsWithRows({ names, rowsOf }: Workbook): Promise<number[]> {
  const filled: number[] = [];
  for (const [at] of names.entries()) {
    for await (const { values } of rowsOf(at + 1, 200)) {
      if (values.every((value) => textOf(value).trim() === '')) continue;
      filled.push(at + 1);
      break;
    }
  }
  return filled;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/**
 * A cell as a spreadsheet shows it. A number of more digits than a spreadsheet keeps has an exponent, and a day is written
 * as a day: `isDamagedNumber` knows both.
 */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    const day = `${two(value.getUTCDate())}-${months[value.getUTCMonth()]}-${value.getUTCFullYear()}`;
    const time = `${two(value.getUTCHours())}:${two(value.getUTCMinutes())}`;
    return time === '00:00' ? day : `${day} ${time}`;
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') {
    if (Math.abs(value) >= 1e15) return value.toExponential();
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
  }
  return String(value).trim().slice(0, cellLength);
}

function whyOf(error: unknown): string {
  if (error instanceof Refused) return error.why;
  const name = error instanceof Error ? error.name : '';
  return name === 'EncryptedFileError' || name === 'DecryptionError' ? 'encrypted' : 'broken';
}

try {
  const workbook = await open(task);
  if (workbook.names.length > sheetsLimit) throw new Refused('tooManySheets');
  const filled = task.withSheets ? await sheetsWithRows(workbook) : [];
  const sheet = task.sheet ?? filled[0] ?? 1;
  if (sheet > workbook.names.length) throw new Refused('noSuchSheet');
  send({ kind: 'opened', sheets: workbook.names, filled, sheet });
  await sendRows(workbook.rowsOf(sheet, task.limit ?? undefined));
} catch (error) {
  send({ kind: 'refused', why: whyOf(error), detail: String(error) });
}
isDone = true;
send(null);

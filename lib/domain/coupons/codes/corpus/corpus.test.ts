import { expect, it } from 'vitest';
import { Invalid } from '@/lib/core/errors';
import { type Chosen, type FileHead, readHead } from '@/lib/core/file-reading/read-head';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { codeColumn } from '../code-column';
import { CodeSet } from '../code-set';
import { eachFileRow, type FileRow } from '../each-file-row';
import { inPieces } from '../testing';
import { type CorpusFile, corpus } from './testing';

const files = [...corpus()];

/** A person who knows the file answers what is asked, one question after the other, and changes nothing else. */
function answer({ bytes, truth }: CorpusFile): { head: FileHead; asked: FileHead['questions'] } {
  const asked: FileHead['questions'] = [];
  let chosen: Chosen = {};
  for (;;) {
    const head = readHead(bytes, true, chosen, codeColumn);
    const [question] = head.questions;
    if (question === undefined) return { head, asked };
    asked.push(question);
    chosen = { ...chosen, [question]: truth[question] };
  }
}

async function readCodes(bytes: Buffer, { encoding, delimiter, headerRow, column }: FileHead) {
  const rows: FileRow[] = [];
  const readAs = { encoding, delimiter, headerRow, column: column ?? 1, hasCheckCharacters: false };
  await eachFileRow(readAs, inPieces(bytes, 61), (row) => void rows.push(row));
  const good = rows.filter(({ result }) => result === 'good').map(({ text }) => text);
  const set = new CodeSet();
  for (const code of good) set.add(normalizeCode(code));
  return { good, leftOut: rows.length - good.length, concerns: set.concerns().map(({ kind }) => kind) };
}

const decode = (bytes: Buffer, encoding: string) => new TextDecoder(encoding).decode(bytes);

/** Why a file is read wrongly without a word, or null. */
async function silentFault(file: CorpusFile): Promise<string | null> {
  const { truth, codes, damage, leftOut } = file;
  const read = () => answer(file);
  if (damage === 'open quote') {
    // It has no right reading: either it is refused with its line, or the rows that the quote took in are left out.
    try {
      const { good, leftOut: left } = await readCodes(file.bytes, read().head);
      return left > 0 && good.every((code) => codes.includes(code)) ? null : `made codes of ${good}`;
    } catch (error) {
      return error instanceof Invalid && /line \d+/.test(String(error.fields.file)) ? null : String(error);
    }
  }
  const { head } = read();
  const { encoding: sniffed, delimiter, headerRow, column } = head;
  // Two encodings of the same bytes are one where they give the same text.
  const isSame = decode(file.bytes, sniffed) === decode(file.bytes, truth.encoding);
  const asRead = { encoding: isSame ? truth.encoding : sniffed, delimiter, headerRow, column };
  if (JSON.stringify(asRead) !== JSON.stringify(truth)) return `was read as ${JSON.stringify(asRead)}`;
  const found = await readCodes(file.bytes, head);
  if (found.good.join() !== codes.join()) return `made codes of ${found.good}`;
  if (found.leftOut !== leftOut) return `left out ${found.leftOut} rows, not ${leftOut}`;
  return damage === 'lost zeros' && !found.concerns.includes('lost_zeros') ? 'said nothing of lost zeros' : null;
}

it('has at least 300 files', () => expect(files.length).toBeGreaterThan(300));

it('is read right or asked about, never silently wrong', async () => {
  const faults: string[] = [];
  for (const file of files) {
    const fault = await silentFault(file).catch((error: unknown) => `failed: ${error}`);
    if (fault) faults.push(`${file.name}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

it('asks nothing where a known header names one column', () => {
  const known = files.filter(
    ({ header, damage, truth }) =>
      ['english', 'nepali', 'portuguese', 'titled'].includes(header) && damage === 'none' && truth.delimiter !== 'none',
  );
  const asked = known.map((file) => [file.name, answer(file).asked]).filter(([, asked]) => asked?.length !== 0);
  expect(asked).toEqual([]);
});

it('asks for the column where two fit or none does', () => {
  const unclear = files.filter(
    ({ header, damage, truth }) =>
      ['two that fit', 'unknown', 'none'].includes(header) && damage !== 'open quote' && truth.delimiter !== 'none',
  );
  expect(unclear.filter((file) => !answer(file).asked.includes('column')).map(({ name }) => name)).toEqual([]);
});

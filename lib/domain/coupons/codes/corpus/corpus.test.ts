import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { Invalid } from '@/lib/core/errors';
import type { Chosen, FileHead } from '@/lib/core/file-reading/read-head';
import { readFileHead } from '@/lib/domain/coupons/files/read-file-head';
import { fixtureFile } from '@/lib/domain/coupons/files/testing';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { codeColumn } from '../code-column';
import { CodeSet } from '../code-set';
import { eachFileRow, type FileRow } from '../each-file-row';
import { inPieces } from '../testing';
import { type CorpusFile, corpus, fixtures } from './testing';
import { workbooks } from './workbooks/testing';

/** Those that are kept are read as they are there, the rest of them are made. */
const files = [...corpus(), ...(await workbooks())].map((file) =>
  file.isKept ? { ...file, bytes: readFileSync(fixtureFile(fixtures, file.name)) } : file,
);

type Answered = { head: FileHead; asked: FileHead['questions'] };
const answered = new Map<CorpusFile, Promise<Answered>>();

function answer(file: CorpusFile): Promise<Answered> {
  const known = answered.get(file) ?? askPerson(file);
  answered.set(file, known);
  return known;
}

/** A person who knows the file answers what is asked, one question after the other, and changes nothing else. */
async function askPerson({ bytes, truth }: CorpusFile): Promise<Answered> {
  const asked: FileHead['questions'] = [];
  let chosen: Chosen = {};
  for (;;) {
    const head = await readFileHead(inPieces(bytes, 100_000), true, chosen, codeColumn);
    const [question] = head.questions;
    if (question === undefined) return { head, asked };
    asked.push(question);
    chosen = { ...chosen, [question]: truth[question] };
  }
}

async function readCodes(bytes: Buffer, { encoding, delimiter, sheet, headerRow, column }: FileHead) {
  const rows: FileRow[] = [];
  const readAs = { encoding, delimiter, sheet, headerRow, column: column ?? 1, hasCheckCharacters: false };
  await eachFileRow(readAs, inPieces(bytes, 61), (row) => void rows.push(row));
  const good = rows.filter(({ result }) => result === 'good').map(({ text }) => text);
  const set = new CodeSet();
  for (const code of good) set.add(normalizeCode(code));
  return { good, leftOut: rows.length - good.length, concerns: set.concerns().map(({ kind }) => kind) };
}

const decode = (bytes: Buffer, encoding = 'utf-8') => new TextDecoder(encoding).decode(bytes);

/** Why a file is read wrongly without a word, or null. */
async function silentFault(file: CorpusFile): Promise<string | null> {
  const { truth, codes, damage, leftOut } = file;
  if (damage === 'open quote') {
    // It has no right reading: either it is refused with its line, or the rows that the quote took in are left out.
    try {
      const { good, leftOut: left } = await readCodes(file.bytes, (await answer(file)).head);
      return left > 0 && good.every((code) => codes.includes(code)) ? null : `made codes of ${good}`;
    } catch (error) {
      return error instanceof Invalid && /line \d+/.test(String(error.fields.file)) ? null : String(error);
    }
  }
  const { head } = await answer(file);
  const { encoding: sniffed, delimiter, sheet, headerRow, column } = head;
  // Two encodings of the same bytes are one where they give the same text.
  const isSame = decode(file.bytes, sniffed) === decode(file.bytes, truth.encoding);
  const asRead = { encoding: isSame ? truth.encoding : sniffed, delimiter, sheet, headerRow, column };
  if (!isDeepStrictEqual(asRead, { encoding: undefined, delimiter: undefined, sheet: undefined, ...truth }))
    return `was read as ${JSON.stringify(asRead)}`;
  const found = await readCodes(file.bytes, head);
  if (found.good.join() !== codes.join()) return `made codes of ${found.good}`;
  if (found.leftOut !== leftOut) return `left out ${found.leftOut} rows, not ${leftOut}`;
  return damage === 'lost zeros' && !found.concerns.includes('lost_zeros') ? 'said nothing of lost zeros' : null;
}

it('has at least 300 files that are kept', () =>
  expect(files.filter(({ isKept }) => isKept).length).toBeGreaterThan(300));

// Hundreds of files, one after the other: a busy machine takes minutes for them.
it('is read right or asked about, never silently wrong', { timeout: 600_000 }, async () => {
  const faults: string[] = [];
  for (const file of files) {
    const fault = await silentFault(file).catch((error: unknown) => `failed: ${error}`);
    if (fault) faults.push(`${file.name}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

async function askedOf(some: CorpusFile[]): Promise<[string, FileHead['questions']][]> {
  const asked: [string, FileHead['questions']][] = [];
  for (const file of some) asked.push([file.name, (await answer(file)).asked]);
  return asked;
}

it('asks nothing where a known header names one column', async () => {
  const known = files.filter(
    ({ header, damage, truth }) =>
      ['english', 'nepali', 'portuguese', 'titled'].includes(header) && damage === 'none' && truth.delimiter !== 'none',
  );
  expect((await askedOf(known)).filter(([, asked]) => asked.length !== 0)).toEqual([]);
});

it('asks for the column where two fit or none does', async () => {
  const unclear = files.filter(
    ({ header, damage, truth }) =>
      ['two that fit', 'unknown', 'none'].includes(header) && damage !== 'open quote' && truth.delimiter !== 'none',
  );
  expect((await askedOf(unclear)).filter(([, asked]) => !asked.includes('column'))).toEqual([]);
});

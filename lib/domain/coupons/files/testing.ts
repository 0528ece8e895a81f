import path from 'node:path';
import type { CellValue } from 'hucre';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import type { Delimiter, Encoding } from '@/lib/core/file-reading/reading';

type SavedAs = { name: string; encoding: Encoding; mark: number[] };
type DividedBy = { name: string; delimiter: Delimiter; mark: string; line?: string };

export const savedAs: SavedAs[] = [
  { name: 'utf-8', encoding: 'utf-8', mark: [] },
  { name: 'utf-8 with mark', encoding: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { name: 'utf-16le', encoding: 'utf-16le', mark: [] },
  { name: 'utf-16le with mark', encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { name: 'utf-16be', encoding: 'utf-16be', mark: [] },
  { name: 'utf-16be with mark', encoding: 'utf-16be', mark: [0xfe, 0xff] },
  { name: 'windows-1252', encoding: 'windows-1252', mark: [] },
];

export const dividedBy: DividedBy[] = [
  { name: 'comma', delimiter: 'comma', mark: ',' },
  { name: 'semicolon', delimiter: 'semicolon', mark: ';' },
  { name: 'tab', delimiter: 'tab', mark: '\t' },
  { name: 'pipe', delimiter: 'pipe', mark: '|' },
  { name: 'sep=;', delimiter: 'semicolon', mark: ';', line: 'sep=;' },
  { name: 'one column', delimiter: 'none', mark: '' },
];

export const lineEnds = { LF: '\n', CRLF: '\r\n', CR: '\r' };

/** `raw`: a row that is written as it is, without quotes, at this place among the others. */
export type Table = { rows: string[][]; raw: { at: number; cells: string[] } | null };

/** A table as a program or a person saves it as text. */
export function writeTable({ rows, raw }: Table, saved: SavedAs, divided: DividedBy, lineEnd: string): Buffer {
  const lines = rows.map((cells) => cells.map((cell) => write(cell, divided.mark)).join(divided.mark));
  if (raw) lines.splice(raw.at, 0, raw.cells.join(divided.mark));
  const text = [...(divided.line ? [divided.line] : []), ...lines, ''].join(lineEnd);
  return Buffer.concat([Buffer.from(saved.mark), encode(text, saved.encoding)]);
}

function write(cell: string, mark: string): string {
  const isQuoted = /["\r\n]/.test(cell) || (mark !== '' && cell.includes(mark));
  return isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const above = new Map([['–', 0x96]]);

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'windows-1252') {
    return Buffer.from([...text].map((character) => above.get(character) ?? character.charCodeAt(0)));
  }
  const wide = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? wide : wide.swap16();
}

export type Sheet = { name: string; rows: CellValue[][] };

/** So that the same bytes come out each time. */
const properties = { created: new Date('2026-03-01'), modified: new Date('2026-03-01') };

/** The same as a workbook, as a library writes it. */
export const writeAs = {
  xlsx: async (sheets: Sheet[]) => Buffer.from(await writeXlsx({ sheets, properties })),
  ods: async (sheets: Sheet[]) => Buffer.from(await writeOds({ sheets, properties })),
};

const feet = {
  nepali: { 'page foot': 'पृष्ठ २ / ३', 'total in words': 'जम्मा सदस्य: १२' },
  portuguese: { 'page foot': 'Página 2 de 3', 'total in words': 'Total de membros: 12' },
  others: { 'page foot': 'Page 2 of 3', 'total in words': 'Total members: 12' },
};

/** What a printed page ends with, in the language of its header. */
export const footsOf = (header: string) =>
  header === 'nepali' || header === 'portuguese' ? feet[header] : feet.others;

/** Where a file of a corpus is kept: `utf-8 / comma / header none` is `utf-8/comma-header-none.csv`. */
export function fixtureFile(root: string, name: string): string {
  const slugs = name.split(' / ').map((part) =>
    part
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/-$/, ''),
  );
  const [folder = '', ...rest] = slugs.filter(Boolean);
  const ending = slugs.find((slug) => slug === 'xlsx' || slug === 'ods') ?? 'csv';
  return path.join(root, folder, `${rest.join('-')}.${ending}`);
}

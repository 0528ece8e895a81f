import path from 'node:path';
import type { Reading } from '@/lib/core/file-reading/reading';
import { dividedBy, footsOf, lineEnds, savedAs, writeTable } from '@/lib/domain/coupons/files/testing';

/** One file as a program or a person saves it, and what it means. */
export type CorpusFile = {
  name: string;
  bytes: Buffer;
  header: HeaderKind;
  damage: Damage;
  truth: Reading;
  /** What becomes a code where it is read right. */
  codes: string[];
  /** How many rows are left out, each with a reason. */
  leftOut: number;
  /** Whether it is one of those that are kept as files: damages take turns, so that each meets everything else. */
  isKept: boolean;
};

/** Where those that are kept are. `npm run fixtures` writes them. */
export const fixtures = path.join(import.meta.dirname, 'fixtures');

/** Serial, note and code; the code is the third. Of a file of one column, the code alone. */
const headers = {
  english: [['Serial No', 'Note', 'PIN Code']],
  nepali: [['सि.नं.', 'विवरण', 'कुपन कोड']],
  portuguese: [['Número', 'Descrição', 'Código']],
  titled: [['Voucher list, March'], [], ['Nr', 'Note', 'Voucher']],
  unknown: [['Laufnummer', 'Anmerkung', 'Gutschein']],
  'two that fit': [['Code', 'Note', 'Voucher']],
  none: [],
} satisfies Record<string, string[][]>;
export type HeaderKind = keyof typeof headers;

export const damages = [
  'none',
  'exponent',
  '.0',
  'lost zeros',
  'total',
  'later total',
  'total in words',
  'page foot',
  'repeated header',
  'extra cell',
  'open quote',
] as const;
export type Damage = (typeof damages)[number];

const codes = ['GA6A1X', 'GB6B1Y', 'HC7-29PQ', 'R4ND0M77', 'ZX81ATQ2', 'K3MM29'];
const numbers = ['4071234567890', '9981234500017', '7773312340044', '5120099341187', '3384410927756', '6602917345521'];
const notes = ['plain', 'Dashain, gold; 20% | new', 'café – São Paulo', '"quoted" word', '', '250,50'];

/** Every way to save a table of codes, in every way in which it is damaged. The same files in each run. */
export function* corpus(): Generator<CorpusFile> {
  let turn = 0;
  for (const saved of savedAs) {
    for (const divided of dividedBy) {
      for (const [lineEnd, end] of Object.entries(lineEnds)) {
        for (const header of Object.keys(headers) as HeaderKind[]) {
          const isOneColumn = divided.delimiter === 'none';
          if (saved.encoding === 'windows-1252' && header === 'nepali') continue;
          if (isOneColumn && header === 'two that fit') continue;
          const own = damages.filter((damage) => !(isOneColumn && ['extra cell', 'open quote'].includes(damage)));
          const kept = own[turn++ % own.length];
          for (const damage of own) {
            const table = makeTable(header, damage, isOneColumn);
            yield {
              name: [saved.name, divided.name, lineEnd, `header ${header}`, `damage ${damage}`].join(' / '),
              bytes: writeTable(table, saved, divided, end),
              header,
              damage,
              truth: {
                encoding: saved.encoding,
                delimiter: divided.delimiter,
                headerRow: table.headerRow,
                column: isOneColumn ? 1 : 3,
              },
              codes: table.codes,
              leftOut: table.leftOut,
              isKept: damage === kept,
            };
          }
        }
      }
    }
  }
}

export function makeTable(header: HeaderKind, damage: Damage, isOneColumn: boolean) {
  const own = damage === 'lost zeros' ? [...numbers.slice(0, 5), '12345678901'] : codes;
  const row = (at: number, code: string) => [`SER${1000 + 37 * at * at}`, notes[at % notes.length] ?? '', code];
  const body = own.map((code, at) => row(at, code));
  const top: string[][] = headers[header];
  const names = top.at(-1) ?? [];
  if (damage === 'exponent') body.splice(2, 0, row(7, '1.23E+15'), row(8, '4,5E+12'));
  if (damage === '.0') body.splice(2, 0, row(7, '4071234567890.0'));
  if (damage === 'total') body.push(['Total', '', isOneColumn ? 'Total' : '1000']);
  if (damage === 'later total') body.push(isOneColumn ? ['', '', 'Total:'] : ['7', 'Total', '1000']);
  const ofPage = damage === 'page foot' || damage === 'total in words' ? footsOf(header)[damage] : '';
  if (ofPage) body.splice(3, 0, isOneColumn ? ['', '', ofPage] : [ofPage, '', '']);
  if (damage === 'repeated header' && names.length > 0) body.splice(3, 0, names);
  const added = body.length - own.length;
  // Written as it is: its note has the delimiter and no quotes, or a quote that is not closed.
  const isRaw = damage === 'extra cell' || damage === 'open quote';
  const cells = damage === 'extra cell' ? ['SER7', 'Tihar', 'silver', 'X9X9X9'] : ['SER7', '"Tihar', 'X9X9X9'];
  const rows = [...top, ...body].map((all) => (isOneColumn ? all.slice(-1) : all));
  return {
    rows,
    raw: isRaw ? { at: top.length + 3, cells } : null,
    headerRow: top.filter((all) => all.length > 0).length,
    codes: own,
    leftOut: added + (isRaw ? 1 : 0),
  };
}

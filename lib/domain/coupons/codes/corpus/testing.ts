import type { Reading } from '@/lib/core/file-reading/reading';
import { dividedBy, lineEnds, savedAs, writeTable } from '@/lib/domain/coupons/files/testing';

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
};

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
  for (const saved of savedAs) {
    for (const divided of dividedBy) {
      for (const [lineEnd, end] of Object.entries(lineEnds)) {
        for (const header of Object.keys(headers) as HeaderKind[]) {
          for (const damage of damages) {
            if (saved.encoding === 'windows-1252' && header === 'nepali') continue;
            if (
              divided.delimiter === 'none' &&
              ['extra cell', 'open quote', 'two that fit'].some((one) => one === damage || one === header)
            )
              continue;
            const table = makeTable(header, damage, divided.delimiter === 'none');
            yield {
              name: [saved.name, divided.name, lineEnd, `header ${header}`, `damage ${damage}`].join(' / '),
              bytes: writeTable(table, saved, divided, end),
              header,
              damage,
              truth: {
                encoding: saved.encoding,
                delimiter: divided.delimiter,
                headerRow: table.headerRow,
                column: divided.delimiter === 'none' ? 1 : 3,
              },
              codes: table.codes,
              leftOut: table.leftOut,
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

import path from 'node:path';
import type { TableReading } from '@/lib/core/file-reading/table-reading';
import {
  dividedBy,
  footsOf,
  lineEnds,
  type Sheet,
  savedAs,
  type Table,
  writeAs,
  writeTable,
} from '@/lib/domain/coupons/files/testing';
import { type CorpusKind, type Damage, damages, type HeaderWords, headerWords } from './corpus-kind';

export type HeaderKind = HeaderWords | 'titled' | 'none';
const headerKinds: HeaderKind[] = [...headerWords, 'titled', 'none'];

/** Where they are kept. `npm run fixtures` writes them. */
export const fixtures = path.join(import.meta.dirname, 'fixtures');

/** One file as a program or a person saves it, and what it means. */
export type CorpusFile = {
  name: string;
  kind: CorpusKind;
  bytes: Buffer;
  header: HeaderKind;
  damage: Damage;
  truth: TableReading;
  means: unknown[][];
  /** How many rows are left out, each with a reason. */
  leftOut: number;
};

/**
 * Every way to save a table of a kind under every kind of header; damages and line ends take turns, so that each meets each
 * header and each way to save it. The same files in each run.
 */
export function* corpus(kind: CorpusKind): Generator<CorpusFile> {
  let turn = 0;
  const ends = Object.entries(lineEnds);
  for (const header of headerKinds) {
    for (const saved of savedAs) {
      for (const divided of dividedBy) {
        const isOneColumn = divided.delimiter === 'none';
        if (saved.encoding === 'windows-1252' && header === 'nepali') continue;
        if (isOneColumn && (kind.headers.english.length > 3 || header === 'two that fit')) continue;
        const damage = damageOf(kind, turn, isOneColumn);
        const [lineEnd, end] = ends[Math.floor(turn / damages.length) % ends.length] ?? ['LF', '\n'];
        turn++;
        const table = makeTable(kind, header, damage, isOneColumn);
        yield {
          ...ofTable(kind, header, damage, table),
          name: [kind.name, saved.name, divided.name, lineEnd, `header ${header}`, `damage ${damage}`].join(' / '),
          bytes: writeTable(table, saved, divided, end),
          truth: {
            ...{ encoding: saved.encoding, delimiter: divided.delimiter },
            ...{ headerRow: table.headerRow, form: kind.form.name, places: placesOf(kind, isOneColumn) },
          },
        };
      }
    }
  }
}

/** The next one that this kind of table can have. */
function damageOf(kind: CorpusKind, turn: number, isOneColumn: boolean): Damage {
  const own = damages.filter(
    (damage) =>
      (['none', 'repeated header', 'page foot', 'total in words'].includes(damage) || kind.damaged[damage]) &&
      !(isOneColumn && ['extra cell', 'open quote'].includes(damage)),
  );
  return own[turn % own.length] ?? 'none';
}

type Made = Table & { headerRow: number; means: unknown[][]; leftOut: number };

function makeTable(kind: CorpusKind, header: HeaderKind, damage: Damage, isOneColumn: boolean): Made {
  const names = header === 'titled' ? kind.headers.english : header === 'none' ? null : kind.headers[header];
  const top = [...(header === 'titled' ? [['List of March'], []] : []), ...(names ? [names] : [])];
  const added = kind.damaged[damage] ?? generalDamage(header, damage, names);
  const isRaw = damage === 'extra cell' || damage === 'open quote';
  const body = kind.rows.toSpliced(damage === 'total' ? kind.rows.length : 2, 0, ...(isRaw ? [] : added));
  const [raw = []] = added;
  return {
    rows: [...top, ...body].map((cells) => (isOneColumn && cells.length > 1 ? cells.slice(1, 2) : cells)),
    raw: isRaw ? { at: top.length + 2, cells: raw } : null,
    headerRow: top.filter((cells) => cells.length > 0).length,
    means: kind.means,
    leftOut: added.length,
  };
}

function generalDamage(header: HeaderKind, damage: Damage, names: string[] | null): string[][] {
  if (damage === 'page foot' || damage === 'total in words') return [[footsOf(header)[damage]]];
  return damage === 'repeated header' && names ? [names] : [];
}

const ofTable = (kind: CorpusKind, header: HeaderKind, damage: Damage, { means, leftOut }: Made) => ({
  ...{ kind, header, damage, means, leftOut },
});

const placesOf = ({ form, columns }: CorpusKind, isOneColumn: boolean): number[] =>
  form.columns.map(({ name }) => (isOneColumn ? Number(name === 'name') : columns.indexOf(name) + 1));

const inWorkbooks: { header: HeaderKind; damage: Damage; isSecond?: true }[] = [
  { header: 'nepali', damage: 'exponent' },
  { header: 'titled', damage: 'total', isSecond: true },
  { header: 'two that fit', damage: 'repeated header' },
];

/** The same as .xlsx and .ods, as a library writes them: figures as numbers. */
export async function workbooks(kind: CorpusKind): Promise<CorpusFile[]> {
  const files: CorpusFile[] = [];
  for (const format of ['xlsx', 'ods'] as const) {
    for (const { header, damage, isSecond } of inWorkbooks) {
      const table = makeTable(kind, header, damage, false);
      const rows = table.rows.map((row) => row.map((cell) => (/^[1-9]\d{0,14}$/.test(cell) ? Number(cell) : cell)));
      const notes: Sheet = { name: 'Read me', rows: [['Written in March'], ['By the printer']] };
      files.push({
        ...ofTable(kind, header, damage, table),
        name: [kind.name, format, `header ${header}`, `damage ${damage}`].join(' / '),
        bytes: await writeAs[format]([...(isSecond ? [notes] : []), { name: 'Table', rows }]),
        truth: {
          ...{ sheet: isSecond ? 2 : 1, headerRow: table.headerRow },
          ...{ form: kind.form.name, places: placesOf(kind, false) },
        },
      });
    }
  }
  return files;
}

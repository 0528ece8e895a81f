import { plainHeader } from './header-words';
import type { FileHead } from './read-head';
import type { Reading, WantedColumn } from './reading';

/** In what amounts of money are written: `250.50`, or `25050` for the same. */
export const amountUnits = ['major', 'minor'] as const;
export type AmountUnit = (typeof amountUnits)[number];

/** A column that an import reads. */
export type FormColumn = {
  name: string;
  /** What it is called in files next to its name, compared as `plainHeader` makes them. */
  headers?: readonly string[];
  isNeeded?: true;
  /** Holds money, so that its unit matters where the form does not say it. */
  isAmount?: true;
};

/** A form that files of one kind come in: the desk's own, or what another system exports. */
export type Form = {
  name: string;
  columns: readonly FormColumn[];
  /** Columns that say nothing of their own; every other one that is not read is listed with what it holds. */
  said?: readonly string[];
  /** A person says in what its amounts are written. */
  asksUnit?: true;
};

/** How a table with several columns is read: by its form, with the place of each of the form's columns from 1, 0 for none. */
export type TableReading = Omit<Reading, 'column'> & { form: string; places: number[]; unit?: AmountUnit | undefined };
export type TableChosen = { [Name in keyof TableReading]?: TableReading[Name] | undefined };

export const tableChoices = ['sheet', 'delimiter', 'headerRow', 'form', 'places', 'unit'] as const;
export type TableChoice = (typeof tableChoices)[number];

export type TableHead = Omit<FileHead, 'column' | 'questions'> & {
  /** What is proposed, or null. */
  form: string | null;
  places: number[];
  /** Columns of the form that are needed and were not found, or were found twice. */
  asked: string[];
  unit: AmountUnit | null;
  /** What only a person can decide. Nothing is done with the file before they have. */
  questions: TableChoice[];
  /** Columns that the file has and the form does not, by their names. */
  unread: string[];
};

const named = ({ name, headers = [] }: FormColumn): Set<string> => new Set([name, ...headers].map(plainHeader));

/** For what finds the delimiter and the header: whether a cell is called as any column of these forms. */
export function anyColumn(forms: readonly Form[]): WantedColumn {
  const words = new Set(
    forms.flatMap(({ columns, said = [] }) => [...columns.flatMap((one) => [...named(one)]), ...said]),
  );
  return { isNamed: (header) => words.has(plainHeader(header)), fits: () => true };
}

/** What the header says of forms and columns. `head` was read with the choices that do not depend on the form. */
export function readForm(head: FileHead, chosen: TableChosen, forms: readonly Form[]): TableHead {
  const { column: _, questions, ...rest } = head;
  const header = head.rows[head.headerRow - 1]?.cells ?? null;
  const found = findForm(header, forms);
  const form = forms.find(({ name }) => name === chosen.form) ?? found.form;
  const places = chosen.places ?? form?.columns.map((column, at) => placeOf(column, at, header, head.columns)) ?? [];
  const isPlaced = (needed: true | undefined, place = -1) => place >= (needed ? 1 : 0) && place <= head.columns;
  const asked =
    form?.columns.filter(({ isNeeded }, at) => !isPlaced(isNeeded, places[at])).map(({ name }) => name) ?? [];
  const unit = chosen.unit ?? (form ? proposedUnit(form, places, head) : null);
  return {
    ...rest,
    form: form?.name ?? null,
    places: places.map((place) => Math.max(0, place)),
    asked,
    unit,
    questions: [
      ...questions.filter((question) => question !== 'column'),
      ...(form && (chosen.form || found.isSure) ? [] : ['form' as const]),
      ...(asked.length > 0 ? ['places' as const] : []),
      ...(form?.asksUnit && unit === null && hasAmounts(form, places, head) ? ['unit' as const] : []),
    ],
    unread: form && header ? unreadColumns(form, places, header).map((at) => header[at] ?? '') : [],
  };
}

/** The one whose needed columns are all there, with the most of its others. Two alike are a question. */
function findForm(header: string[] | null, forms: readonly Form[]): { form: Form | null; isSure: boolean } {
  const [only] = forms;
  if (forms.length === 1 && only) return { form: only, isSure: true };
  const words = new Set(header?.map(plainHeader));
  const has = (column: FormColumn) => [...named(column)].some((word) => words.has(word));
  const ranked = forms
    .filter(({ columns }) => columns.every((column) => !column.isNeeded || has(column)))
    .map((form) => ({ form, score: form.columns.filter(has).length }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = ranked;
  return { form: best?.form ?? null, isSure: best !== undefined && best.score > (next?.score ?? 0) };
}

/** -1 where two columns are called so. Without a header nothing says which is which, where there are several. */
function placeOf(column: FormColumn, at: number, header: string[] | null, width: number): number {
  if (!header) return width === 1 && at === 0 ? 1 : 0;
  const words = named(column);
  const places = header.flatMap((cell, place) => (words.has(plainHeader(cell)) ? [place + 1] : []));
  return places.length > 1 ? -1 : (places[0] ?? 0);
}

/** What the file of the rows that are left out has next to them. */
const ofLeftOut = ['line', 'result', 'why', 'not taken over', 'warnings'];

/** The places, from 0, of the header's columns that are not read and can say something. */
export function unreadColumns({ said = [] }: Form, places: readonly number[], header: readonly string[]): number[] {
  const known = new Set([...said, ...ofLeftOut]);
  return header.flatMap((cell, at) =>
    places.includes(at + 1) || cell === '' || known.has(plainHeader(cell)) ? [] : [at],
  );
}

/** A decimal point says it. */
function proposedUnit(form: Form, places: number[], head: FileHead): AmountUnit | null {
  if (!form.asksUnit) return 'major';
  return amountsOf(form, places, head).some((cell) => /\d[.,]\d{1,2}$/.test(cell)) ? 'major' : null;
}

const hasAmounts = (form: Form, places: number[], head: FileHead) =>
  amountsOf(form, places, head).some((cell) => /[1-9]/.test(cell));

function amountsOf({ columns }: Form, places: number[], { rows, headerRow }: FileHead): string[] {
  const at = columns.flatMap(({ isAmount }, index) => (isAmount ? [places[index] ?? 0] : []));
  return rows.slice(headerRow).flatMap(({ cells }) => at.map((place) => cells[place - 1] ?? ''));
}

import { rupeesCell } from '../csv';
import { type Cell, instantCells, instantColumns } from '../table-file';
import { apiName, entriesOf, type Field, type Fields } from './field';

/** The columns of an entity in a file: its fields as the API names them, an instant in two. */
export const columnsOfFields = (fields: Fields): string[] =>
  entriesOf(fields).flatMap(([name, field]) =>
    field.kind === 'instant' ? instantColumns(apiName(name, field)) : [apiName(name, field)],
  );

/** Its cells: money in rupees, ids with blanks between them. */
export const cellsOfFields = (fields: Fields, values: Record<string, unknown>, timeZone: string): Cell[] =>
  entriesOf(fields).flatMap(([name, field]) => cellsOf(field, values[name], timeZone));

function cellsOf(field: Field, value: unknown, timeZone: string): Cell[] {
  if (field.kind === 'instant') return instantCells(value as Date | null, timeZone);
  if (field.kind === 'ids') return [(value as number[]).join(' ')];
  if (field.kind === 'integer' && field.unit === 'paisa') return [rupeesCell(value as number | null)];
  return [value as Cell];
}

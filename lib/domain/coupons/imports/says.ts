import { readBoolean } from './cell-words';

/** Whether a cell that nothing here reads says anything. */
export const says = (cell: string): boolean =>
  readBoolean(cell) !== false && !/^(?:|0\.0+|null|none|\{\}|\[\])$/i.test(cell);

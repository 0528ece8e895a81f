/** Whether a cell that nothing here reads says anything. */
export const says = (cell: string): boolean => !/^(?:|0|0\.0+|false|no|null|none|\{\}|\[\])$/i.test(cell);

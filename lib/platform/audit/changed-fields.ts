import { isDeepStrictEqual } from 'node:util';

type Change = { from: unknown; to: unknown };
type Given<Row> = { [Name in keyof Row]?: Row[Name] | undefined };

/** What really changes, as the activity shows it: from what, to what. */
export function changedFields<Row extends object>(before: Row, fields: Given<Row>): Record<string, Change> {
  const changes = Object.entries(fields).map(([name, to]): [string, Change] => {
    return [name, { from: before[name as keyof Row], to }];
  });
  return Object.fromEntries(changes.filter(([, { from, to }]) => to !== undefined && !isDeepStrictEqual(from, to)));
}

type Change = { from: unknown; to: unknown };

/** What really changes, as the activity shows it: from what, to what. */
export function changedFields<Row extends object>(before: Row, fields: Partial<Row>): Record<string, Change> {
  const changes = Object.entries(fields).map(([name, to]): [string, Change] => {
    return [name, { from: before[name as keyof Row], to }];
  });
  return Object.fromEntries(changes.filter(([, { from, to }]) => to !== undefined && from !== to));
}

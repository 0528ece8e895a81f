type IsoOf<Value> = Value extends Date ? string : Value;
export type WithIsoInstants<Row> = { [Name in keyof Row]: IsoOf<Row[Name]> };

/** A row as answers have it: its instants as ISO text, the rest as it is. */
export function withIsoInstants<Row extends object>(row: Row): WithIsoInstants<Row> {
  const written = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(written) as WithIsoInstants<Row>;
}

import { and, type SQL, sql } from 'drizzle-orm';

type Asked = {
  /** What the list is sorted by: its id alone. */
  id: SQL;
  table: 'sales' | 'redemptions';
  /** What a row has to fit. */
  search: SQL | undefined;
  descending: boolean;
  /** The id that the page begins after; null for the beginning of the list. */
  after: number | null;
  limit: number;
};

/** Rows that are looked through for each one of a page, and at least. */
const lookedThroughEach = 40;
const lookedThrough = 10_000;

/**
 * The rows of a page that fit a search. What many rows fit is found soonest among the next ones of the list, what few fit by the
 * indexes of the search. Postgres would choose by how many it expects, which of a part of a text is a guess: where it was wrong, all
 * rows were read. So the next ones are looked through first, and the indexes asked where those do not fill the page, in an order
 * that no index has.
 *
 * @param read the first `limit` rows that fit `where`, in that order
 */
export async function readFound<Row>(
  { id, table, search, descending, after, limit }: Asked,
  read: (where: SQL, orderBy: SQL) => Promise<Row[]>,
): Promise<Row[]> {
  const [direction, beyond] = descending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const edge = sql.raw(`(select ${descending ? 'max' : 'min'}(id) from ${table})`);
  const from = after === null ? edge : sql`${after}::bigint`;
  const span = Math.max(lookedThrough, limit * lookedThroughEach);
  const isNext = descending ? sql`${id} > ${from} - ${span}::int` : sql`${id} < ${from} + ${span}::int`;
  const isBeyond = after === null ? undefined : sql`${id} ${beyond} ${from}`;
  // Within a case no index is used for it: the next rows are read by their ids alone.
  const fits = sql`case when ${search ?? sql`true`} then true else false end`;
  const next = await read(and(isBeyond, isNext, fits) ?? fits, sql`${id} ${direction}`);
  if (next.length === limit) return next;
  return read(and(isBeyond, search) ?? sql`true`, sql`${id} + 0 ${direction}`);
}

import { type SQL, sql } from 'drizzle-orm';
import { type ListPosition, readCursor, writeCursor } from './list-cursor';

/** How a list is sorted: by `value` (null: by the id alone), then by `id`, both one way. */
export type Keyset = {
  name: string;
  value: SQL | null;
  type: 'text' | 'integer' | 'timestamptz';
  id: SQL;
  descending: boolean;
};

export type KeysetPage<Row> = {
  rows: Row[];
  page: number;
  next: string | null;
  previous: string | null;
};

export type PageRequest = { after?: string | undefined; page: number; perPage: number };

/** The clauses of one page; it asks for one row more than the page holds, to know whether there is another. */
export function keysetClauses(keyset: Keyset, request: PageRequest) {
  const { value, type, id } = keyset;
  const at = request.after === undefined ? null : readCursor(request.after, keyset.name);
  const descending = keyset.descending !== (at?.back ?? false);
  const direction = descending ? sql`desc` : sql`asc`;
  const beyond = descending ? sql`<` : sql`>`;
  const from = at && (value ? sql`(${at.value}::${sql.raw(type)}, ${at.id}::bigint)` : sql`${at.id}::bigint`);
  return {
    at,
    descending,
    where: from ? sql`${value ? sql`(${value}, ${id})` : id} ${beyond} ${from}` : undefined,
    orderBy: value ? [sql`${value} ${direction}`, sql`${id} ${direction}`] : [sql`${id} ${direction}`],
    limit: request.perPage + 1,
    offset: at ? 0 : (request.page - 1) * request.perPage,
    sortValue: sql<string | null>`${value ?? sql`null`}::text`.as('sort_value'),
  };
}

/** Turns the rows that those clauses found into the page and its two cursors. */
export function keysetPage<Row extends { id: number; sortValue: string | null }>(
  keyset: Keyset,
  request: PageRequest,
  at: ListPosition | null,
  found: Row[],
): KeysetPage<Omit<Row, 'sortValue'>> {
  const more = found.length > request.perPage;
  const rows = found.slice(0, request.perPage);
  if (at?.back) rows.reverse();
  const page = at?.page ?? request.page;
  const cursor = (row: Row | undefined, back: boolean) =>
    row
      ? writeCursor({
          sort: keyset.name,
          value: row.sortValue,
          id: row.id,
          back,
          page: Math.max(1, page + (back ? -1 : 1)),
        })
      : null;
  const hasNext = at?.back ? true : more;
  const hasPrevious = at?.back ? more : page > 1;
  return {
    rows: rows.map(({ sortValue: _, ...row }) => row),
    page,
    next: hasNext ? cursor(rows.at(-1), false) : null,
    previous: hasPrevious ? cursor(rows[0], true) : null,
  };
}

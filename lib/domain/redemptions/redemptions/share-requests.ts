import type { Sql } from 'postgres';
import { shareStatement } from '@/lib/core/share-statement';
import type { RedeemRequest } from './redeem-request';
import { toParameter } from './request.sql';

type Ask<Row> = (request: RedeemRequest) => Promise<Row | undefined>;

/**
 * A statement over `requests` that requests which arrive together on a client share. Each is answered with the row of its
 * `ord`, undefined when it has none.
 */
export function shareRequests<Row extends { ord: number }>(statement: string, options: { maxInFlight?: number } = {}) {
  const perClient = new WeakMap<Sql, Ask<Row>>();
  return (sql: Sql, request: RedeemRequest): Promise<Row | undefined> => {
    const ask =
      perClient.get(sql) ??
      shareStatement<RedeemRequest, Row | undefined>({
        ...options,
        run: (items) => runTogether(sql, statement, items),
      });
    perClient.set(sql, ask);
    return ask(request);
  };
}

/** Runs a statement for these requests: the row of each, undefined when it has none. */
export async function runTogether<Row extends { ord: number }>(
  sql: Sql,
  statement: string,
  items: readonly RedeemRequest[],
): Promise<(Row | undefined)[]> {
  const rows = await sql.unsafe<Row[]>(statement, [toParameter(items)], { prepare: true });
  const answers: (Row | undefined)[] = items.map(() => undefined);
  for (const row of rows) answers[row.ord] = row;
  return answers;
}

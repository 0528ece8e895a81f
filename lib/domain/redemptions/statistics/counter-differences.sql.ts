import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

export type CounterDifference = { counter: string; counted: string; rows: string };

type ComparedTable = {
  name: SQL;
  /** The table of a recount that has the same columns. */
  counted: SQL;
  keys: string[];
  /** Counts, where a missing row is the same as 0, and the other columns that have to be equal. */
  counts: string[];
  others: string[];
  /** Names a counter, for rows whose keys are merged. */
  label: SQL;
};

export const comparedTables: ComparedTable[] = [
  {
    name: sql`redemption_counters`,
    counted: sql`counted`,
    keys: ['coupon_id', 'kind', 'span', 'bucket', 'ref_id'],
    counts: ['redeemed', 'amount_off', 'new_users'],
    others: [],
    label: sql`concat_ws(' ', 'coupon', coupon_id, kind, ref_id, 'by', span, 'minutes at', bucket)`,
  },
  {
    name: sql`redeeming_users`,
    counted: sql`counted_users`,
    keys: ['user_ref', 'coupon_id'],
    counts: [],
    others: ['first_bucket'],
    label: sql`concat_ws(' ', 'coupon', coupon_id, 'user', user_ref)`,
  },
  {
    name: sql`code_counters`,
    counted: sql`counted_codes`,
    keys: ['coupon_id', 'status'],
    counts: ['count'],
    others: [],
    label: sql`concat_ws(' ', 'coupon', coupon_id, 'codes', status)`,
  },
];

const list = (items: SQL[]): SQL => sql.join(items, sql`, `);
const names = (columns: string[]): SQL => list(columns.map((column) => sql`${sql.identifier(column)}`));

/** The figures of the stored counters `h` or of the new counts `n`. */
function figures({ counts, others }: ComparedTable, of: SQL): SQL {
  const all = [
    ...counts.map((column) => sql`coalesce(${of}.${sql.identifier(column)}, 0)`),
    ...others.map((column) => sql`${of}.${sql.identifier(column)}`),
  ];
  return all.length === 1 ? list(all) : sql`row(${list(all)})`;
}

const [stored, counted] = [sql`h`, sql`n`];

/** A counter of 0 and one that is not there are the same. */
const differing = (table: ComparedTable): SQL => sql`
  from ${table.name} h full join ${table.counted} n using (${names(table.keys)})
  where ${figures(table, stored)} is distinct from ${figures(table, counted)}`;

export async function countDifferences(tx: Executor, table: ComparedTable) {
  const [found] = await tx.execute<{ counters: number; differing: number }>(sql`
    select (select count(*)::int from ${table.counted}) as counters, (select count(*)::int ${differing(table)}) as differing`);
  return found ?? { counters: 0, differing: 0 };
}

export async function listDifferences(
  tx: Executor,
  table: ComparedTable,
  atMost: number,
): Promise<CounterDifference[]> {
  return tx.execute<CounterDifference>(sql`
    select ${table.label} as counter, ${figures(table, stored)}::text as counted, ${figures(table, counted)}::text as rows
    ${differing(table)} limit ${atMost}`);
}

/**
 * Makes the counters what was counted. Rows are inserted in the order of the primary key: its index is then written once,
 * from left to right. The caller holds the lock of counters, without which nobody writes them.
 */
export async function repairCounters(tx: Executor, table: ComparedTable): Promise<void> {
  const { name, keys, counts, others } = table;
  const columns = names([...keys, ...counts, ...others]);
  const sameKey = sql.join(
    keys.map((key) => sql`n.${sql.identifier(key)} = h.${sql.identifier(key)}`),
    sql` and `,
  );
  await tx.execute(sql`
    delete from ${name} h where not exists (
      select from ${table.counted} n where ${sameKey} and ${figures(table, counted)} is not distinct from ${figures(table, stored)})`);
  await tx.execute(sql`
    insert into ${name} (${columns})
    select ${columns} from ${table.counted} n where not exists (select from ${name} h where ${sameKey})
    order by ${names(keys)}`);
}

import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

export type CounterDifference = { counter: string; counted: string; rows: string };

type ProvenTable = {
  name: SQL;
  /** The table of a recount that has the same columns. */
  counted: SQL;
  keys: string[];
  /** Counts, where none is as good as nought, and what else has to be the same. */
  counts: string[];
  others: string[];
  /** In words, for rows whose keys are merged. */
  says: SQL;
};

export const provenTables: ProvenTable[] = [
  {
    name: sql`redemption_counters`,
    counted: sql`counted`,
    keys: ['coupon_id', 'kind', 'span', 'bucket', 'ref_id'],
    counts: ['redeemed', 'amount_off', 'new_users'],
    others: [],
    says: sql`concat_ws(' ', 'coupon', coupon_id, kind, ref_id, 'by', span, 'minutes at', bucket)`,
  },
  {
    name: sql`redeeming_users`,
    counted: sql`counted_users`,
    keys: ['user_ref', 'coupon_id'],
    counts: [],
    others: ['first_bucket'],
    says: sql`concat_ws(' ', 'coupon', coupon_id, 'user', user_ref)`,
  },
  {
    name: sql`code_counters`,
    counted: sql`counted_codes`,
    keys: ['coupon_id', 'status'],
    counts: ['count'],
    others: [],
    says: sql`concat_ws(' ', 'coupon', coupon_id, 'codes', status)`,
  },
];

const list = (items: SQL[]): SQL => sql.join(items, sql`, `);
const names = (columns: string[]): SQL => list(columns.map((column) => sql`${sql.identifier(column)}`));

/** The figures of the counters `h` or of the new counts `n`. */
function figures({ counts, others }: ProvenTable, of: SQL): SQL {
  const all = [
    ...counts.map((column) => sql`coalesce(${of}.${sql.identifier(column)}, 0)`),
    ...others.map((column) => sql`${of}.${sql.identifier(column)}`),
  ];
  return all.length === 1 ? list(all) : sql`row(${list(all)})`;
}

const [h, n] = [sql`h`, sql`n`];

/** Counters without anything in them say the same as those that are not there. */
const differing = (table: ProvenTable): SQL => sql`
  from ${table.name} h full join ${table.counted} n using (${names(table.keys)})
  where ${figures(table, h)} is distinct from ${figures(table, n)}`;

export async function countDifferences(tx: Executor, table: ProvenTable) {
  const [found] = await tx.execute<{ counters: number; differing: number }>(sql`
    select (select count(*)::int from ${table.counted}) as counters, (select count(*)::int ${differing(table)}) as differing`);
  return found ?? { counters: 0, differing: 0 };
}

export async function listDifferences(tx: Executor, table: ProvenTable, atMost: number): Promise<CounterDifference[]> {
  return tx.execute<CounterDifference>(sql`
    select ${table.says} as counter, ${figures(table, h)}::text as counted, ${figures(table, n)}::text as rows
    ${differing(table)} limit ${atMost}`);
}

/** Rows go in in the order of the primary key: its index is then written once, from left to right. */
export async function mend(tx: Executor, table: ProvenTable): Promise<void> {
  const { name, counted, keys, counts, others } = table;
  const columns = names([...keys, ...counts, ...others]);
  const sameKey = sql.join(
    keys.map((key) => sql`n.${sql.identifier(key)} = h.${sql.identifier(key)}`),
    sql` and `,
  );
  await tx.execute(sql`
    delete from ${name} h where not exists (
      select from ${counted} n where ${sameKey} and ${figures(table, n)} is not distinct from ${figures(table, h)})`);
  await tx.execute(sql`
    insert into ${name} (${columns})
    select ${columns} from ${counted} n where not exists (select from ${name} h where ${sameKey})
    order by ${names(keys)}`);
}

import postgres, { type Sql } from 'postgres';
import {
  analyze,
  type CopiedTable,
  copyRows,
  copySequences,
  createPartition,
  emptyTables,
  leaveOutTriggers,
  listTables,
  readContents,
} from './contents.sql';

/**
 * Copies every row of a database and how far its sequences have come into another one of the same schema, and compares both.
 * npm brings no pg_dump of any version. Nobody else writes meanwhile.
 *
 * @param fromUrl as a superuser, as `toUrl`
 * @throws when a table is another one there, or when a row did not arrive as it was
 */
export async function copyDatabase(fromUrl: string, toUrl: string): Promise<{ tables: number; rows: number }> {
  const [from, to] = [open(fromUrl), open(toUrl)];
  try {
    const tables = await listTables(from);
    await makePartitions(to, tables);
    assertSame(tables, await listTables(to));
    await copyAll(from, to, tables);
    await copySequences(from, to);
    await analyze(to);
    return { tables: tables.length, rows: await compare(from, to, tables) };
  } finally {
    await Promise.all([from, to].map((sql) => sql.end({ timeout: 5 })));
  }
}

const open = (url: string) => postgres(url, { max: 2, max_lifetime: null, onnotice: () => {} });
const nameOf = ({ schema, name }: CopiedTable) => `${schema}.${name}`;

async function makePartitions(to: Sql, tables: CopiedTable[]): Promise<void> {
  const there = new Set((await listTables(to)).map(nameOf));
  for (const table of tables.filter((one) => one.partition && !there.has(nameOf(one))))
    await createPartition(to, table);
}

function assertSame(tables: CopiedTable[], others: CopiedTable[]): void {
  const there = new Map(others.map((table) => [nameOf(table), JSON.stringify(table.columns)]));
  const different = tables.filter((table) => there.get(nameOf(table)) !== JSON.stringify(table.columns));
  if (different.length > 0) {
    throw new Error(
      `These tables are not those of this build: ${different.map(nameOf).join(', ')}. Nothing was changed.`,
    );
  }
}

async function copyAll(from: Sql, to: Sql, tables: CopiedTable[]): Promise<void> {
  const [source, target] = [await from.reserve(), await to.reserve()];
  try {
    await leaveOutTriggers(target);
    await emptyTables(target, tables);
    for (const table of tables) await copyRows(source, target, table);
  } finally {
    source.release();
    target.release();
  }
}

async function compare(from: Sql, to: Sql, tables: CopiedTable[]): Promise<number> {
  let rows = 0;
  for (const table of tables) {
    const [before, after] = await Promise.all([readContents(from, table), readContents(to, table)]);
    rows += after.rows;
    if (before.rows === after.rows && before.digest === after.digest) continue;
    throw new Error(
      `${nameOf(table)} has ${after.rows} rows after the copy and had ${before.rows}, or other ones. Nothing was changed.`,
    );
  }
  return rows;
}

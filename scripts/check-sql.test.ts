import { expect, it } from 'vitest';
import { findStatements } from './check-sql';

it.each([
  'await db.execute(sql`select 1`);',
  'const rows = await db.execute<Row>(sql`\n  select id from codes where id = $1`);',
  'await tx.execute(sql`insert into table (id) values ($1)`);',
  "await tx.execute(sql`update codes set status = 'sold'`);",
  "await tx.execute(sql`\n  update codes as c set status = 'sold' from coupons`);",
  'await tx.execute(sql`delete from rate_limits where key = $1`);',
  'await tx.execute(sql`\n  with taken as (select 1) select * from taken`);',
  'await tx.execute(sql`with name (id) as (values (1)) select * from name`);',
  'await rawSql(db)`vacuum codes`;',
  "await tx.execute('lock table codes in share mode');",
  'const statement = `\n  select c.id from coupons c`;',
])('refuses a whole statement: %s', (text) => {
  expect(findStatements('lib/x.ts', `// The first line.\n${text}`)).toEqual(['lib/x.ts:2']);
});

it.each([
  "db.select().from(codes).where(sql`lower(codes) = 'x'`).for('update');",
  'sql<number>`(select count(*) from codes)`.mapWith(Number);',
  'sql`exists (select from coupons k where k.id = $1)`;',
  'sql`codes in (select id from found)`;',
  '/** An `update codes set x` to embed. */',
  '// `delete from` waits here',
  "const label = 'update the codes of a set';",
  '<span className="truncate text-13 select-none">with some text as it is</span>',
])('is fine with a fragment, a comment or a text: %s', (text) => {
  expect(findStatements('lib/x.ts', text)).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { sql as query, type SQL } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';
import { browseRedemptions } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { sumSales } from '@/lib/domain/sales/sales/sum-sales';
import { listActivity } from '@/lib/platform/audit/list-activity';
import type { UserActor } from '@/lib/platform/context/actor';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { fillSales } from './fill-sales';
import { median, report, timed } from './measure';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/lists.ts [sales] [audit rows]`: lists of sales, redemptions and activity, each filter of which many rows
 * are hidden, under 100 ms at the median; and the plans of those that walk far.
 */
const count = Number(process.argv[2] ?? 1_000_000);
const auditCount = Number(process.argv[3] ?? 5_000_000);
const runs = 9;
const limitMs = 100;

const bench = await openBench();
const { db, sql } = bench;
const actor: UserActor = { kind: 'user', id: 1, name: 'bench', email: '', role: 'admin', sessionId: 0 };
const ctx = { actor, db, now: () => new Date(), requestId: randomUUID() };
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

try {
  await fillSales(sql, count);
  await nameIntegrators();
  await fillAudit();
  for (const [what, days] of [
    ['a day a year ago', { from: day(365), to: day(365) }],
    ['a month two years ago', { from: day(720), to: day(690) }],
    ['until a year ago', { to: day(365) }],
    ['two years', { from: day(730) }],
  ] as const) {
    await measure(`sales of ${what}`, () => listSales(ctx, days));
    await measure(`  their sum`, () => sumSales(ctx, days));
    await measure(`redemptions of ${what}`, () => browseRedemptions(ctx, days));
    await measure(`  the oldest first`, () => browseRedemptions(ctx, { ...days, sort: 'oldest' }));
  }
  for (const state of ['refunded', 'voided', 'failed'] as const) {
    await measure(`sales that are ${state}`, () => listSales(ctx, { state }));
    await measure(`  their sum`, () => sumSales(ctx, { state }));
  }
  for (const state of ['rolled_back', 'lapsed', 'held'] as const) {
    await measure(`redemptions that are ${state}`, () => browseRedemptions(ctx, { state }));
  }
  for (const integratorId of [1, 2, 3]) {
    await measure(`redemptions of integrator ${integratorId}`, () => browseRedemptions(ctx, { integratorId }));
  }
  for (const actor of ['key:1', 'key:2', 'key:9', 'system', 'user:1']) {
    await measure(`activity of ${actor}`, () => listActivity(ctx, { actor }));
  }
  await explain(
    'activity of a key',
    query`select * from ${auditEvents} where actor_kind = 'key' and api_key_id = 2 order by id desc limit 51`,
  );
  await explain(
    'activity of the system',
    query`select * from ${auditEvents} where actor_kind = 'system' order by id desc limit 51`,
  );
  for (const table of ['sales', 'redemptions']) {
    await explain(
      `${table} of a month two years ago`,
      query`select * from ${query.identifier(table)} where created_at >= ${day(720)}::timestamptz
        and created_at < ${day(690)}::timestamptz order by created_at desc, id desc limit 51`,
    );
  }
  await explain(
    'redemptions of an integrator',
    query`select * from redemptions where integrator_id = 3 order by id desc limit 51`,
  );
  await explain('sales refunded', query`select * from sales where state = 'refunded' order by id desc limit 51`);
  await explain(
    'redemptions expired',
    query`select * from redemptions where state = 'lapsed' or state = 'held' and hold_expires_at <= now()
      order by id desc limit 51`,
  );
} finally {
  await flushSecurityEvents();
  await bench.close();
}

async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  await work();
  for (let n = 0; n < runs; n += 1) times.push(await timed(work));
  const took = median(times);
  report(what, `${took.toFixed(2)} ms`, `${limitMs} ms at most`, took <= limitMs);
}

async function explain(what: string, statement: SQL): Promise<void> {
  const rows = await db.execute<{ 'QUERY PLAN': string }>(query`explain (analyze, costs off, buffers) ${statement}`);
  console.log(`\n${what}\n${rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n')}`);
}

/** Of a thousand redemptions, 900 are of one integrator, 99 of another, and one of a third; few of all were ended. */
async function nameIntegrators(): Promise<void> {
  await sql`insert into integrators (name) values ('much'), ('some'), ('few')`;
  for (const table of ['sales', 'redemptions']) await sql`alter table ${sql(table)} disable trigger all`;
  await sql`update redemptions set integrator_id = case when id % 1000 = 0 then 3 when id % 1000 < 100 then 2 else 1 end`;
  await sql`update redemptions set state = 'rolled_back', ended_at = created_at where id % 20000 = 1 and id < ${count / 2}`;
  await sql`update redemptions set state = 'lapsed', ended_at = created_at, hold_expires_at = created_at, confirmed_at = null
    where id % 20000 = 2 and id < ${count / 2}`;
  await sql`update sales set state = 'refunded' where id % 20000 = 1 and id < ${count / 2}`;
  await sql`update sales set state = 'failed', failure_code = '4000', pin_digest = null, pin_sealed = null, pin_sealing_key_id = null, pin_last_four = null
    where id % 20000 = 2 and id < ${count / 2}`;
  for (const table of ['sales', 'redemptions']) await sql`alter table ${sql(table)} enable trigger all`;
  await sql`vacuum (full, analyze) sales`;
  await sql`vacuum (full, analyze) redemptions`;
}

/** Of a hundred rows, 60 are of one key, 30 of people, nine of another key, and one of the system; one key did ten things. */
async function fillAudit(): Promise<void> {
  await sql`alter table audit_events disable trigger all`;
  await sql`insert into audit_events (actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, at)
    select kind, case kind when 'user' then 1 end,
      case kind when 'key' then case when n < 10 then 9 when n % 100 < 60 then 1 else 2 end end,
      'bench', 'redemption.redeemed', 'redemption', n, now() - interval '2 years' + n * (interval '2 years' / ${auditCount}::float8)
    from (select n, case when n % 100 = 99 and n > 10 and n < ${auditCount / 2} then 'system' when n % 100 between 60 and 89 and n > 10 then 'user'
      else 'key' end as kind from generate_series(1, ${auditCount}) n) s`;
  await sql`alter table audit_events enable trigger all`;
  await sql`vacuum analyze audit_events`;
}

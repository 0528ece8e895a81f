import { getCouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { getPeriodStatistics } from '@/lib/domain/redemptions/statistics/get-period-statistics';
import { recount } from '@/lib/domain/redemptions/statistics/recount';
import { rollUpCounters } from '@/lib/domain/redemptions/statistics/roll-up-counters';
import { systemContext } from '@/lib/platform/context/context';
import { median, report, timed } from './measure';
import { openBench } from './open-bench';

/** `node --import tsx bench/statistics.ts [how many redemptions]`: figures of two years, each next to its limit. */
const count = Number(process.argv[2] ?? 10_000_000);
const coupons = 1_000;
/** More than this machine redeems between two roll-ups. */
const waiting = 2_500;
const runs = 30;
/** Ten million in five minutes. */
const recountMs = 300_000 / 10_000_000;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const number = (value: number) => value.toLocaleString('en-US');

const bench = await openBench();
const { db, sql } = bench;
const ctx = systemContext(db, 'bench');

try {
  await fill();
  await build();
  await read('nothing waiting');
  await addWaiting();
  await read(`${number(waiting)} changes waiting`);
  await measureRollUp();
} finally {
  await bench.close();
}

/** Half of all redemptions are of the first coupon, the others spread over the rest; the counters are built after. */
async function fill(): Promise<void> {
  await sql`insert into coupons (code, discount, duration) select 'bench-' || n, 10, 'once' from generate_series(1, ${coupons}) n`;
  await sql`insert into tvod_prices (name, tvod_type, price_paisa) select 'price ' || n, 'purchase', 9900 from generate_series(1, 10) n`;
  const took = await timed(async () => {
    await sql`alter table redemptions disable trigger all`;
    const indexes = await dropIndexes();
    await insertRows(count, sql`now() - interval '2 years' + n * (interval '2 years' / ${count}::float8)`);
    for (const { definition } of indexes) await sql.unsafe(definition);
    await sql`alter table redemptions enable trigger all`;
    await sql`vacuum analyze redemptions`;
  });
  console.log(`${number(count)} redemptions in two years, filled in ${(took / 1000).toFixed(0)} s`);
}

/** An index is made several times as quickly of all rows at once. The primary key stays: it only grows at its end. */
async function dropIndexes() {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = 'redemptions'::regclass and not indisprimary`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  return indexes;
}

function insertRows(many: number, at: ReturnType<typeof sql>) {
  return sql`
    insert into redemptions (coupon_id, user_ref, unique_user, discount, tvod_price_id, amount, amount_off, created_at, confirmed_at)
    select case when n % 2 = 0 then 1 else 1 + n % ${coupons} end, 'user-' || hashint8(n) % ${Math.ceil(count / 3)}, false, 10,
      1 + n % 10, 9900, 990, ${at}, ${at}
    from generate_series(1, ${many}) n`;
}

async function build(): Promise<void> {
  console.log("limits in brackets are this machine's own, in this run");
  await measureRecount('counters built by the recount', true);
  await sql`vacuum analyze redemption_counters, redeeming_users`;
  await measureRecount('  counted again, all equal', false);
  const bare = await timed(() => sql`select count(*) from redemptions`);
  report('  bare count of the rows', ms(bare), '(the limit without counters)');
  const [size] = await sql`select count(*) from redemption_counters`;
  report('  counters', number(Number(size?.count)), 'rows');
}

async function measureRecount(what: string, repair: boolean): Promise<void> {
  let differing = 0;
  const took = await timed(async () => {
    differing = (await recount(ctx, { repair })).differing;
  });
  const isDone = took < count * recountMs && (repair || differing === 0);
  report(what, `${(took / 1000).toFixed(1)} s`, `under ${((count * recountMs) / 1000).toFixed(0)} s`, isDone);
}

async function read(state: string): Promise<void> {
  const reads: [string, () => Promise<unknown>][] = [
    ['primary key read', () => sql`select * from redemptions where id = ${1}`],
    ["the contract's figures of the hot coupon, every day", () => getCouponStatistics(ctx, { couponId: 1 })],
    ['30 days of the hot coupon', () => getPeriodStatistics(ctx, { couponId: 1, days: 30 })],
    ['a year of the hot coupon', () => getPeriodStatistics(ctx, { couponId: 1, days: 365 })],
    ['a year of a usual coupon', () => getPeriodStatistics(ctx, { couponId: 2, days: 365 })],
    ['a year of all coupons', () => getPeriodStatistics(ctx, { days: 365 })],
  ];
  console.log(state);
  for (const [what, work] of reads) {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await timed(work));
    const isLimit = what === 'primary key read';
    report(`  ${what}, median`, ms(median(times)), isLimit ? '(the limit)' : 'under 50 ms', median(times) < 50);
  }
}

async function addWaiting(): Promise<void> {
  await insertRows(waiting, sql`now()`);
}

async function measureRollUp(): Promise<void> {
  const before = process.memoryUsage().rss;
  const took = await timed(() => rollUpCounters(ctx));
  const grown = Math.max(0, process.memoryUsage().rss - before) / 1024 / 1024;
  report('a roll-up, per change', `${((took / waiting) * 1000).toFixed(0)} µs`, `${grown.toFixed(0)} MiB more here`);
}

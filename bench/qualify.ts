import { mostQualifying, qualify } from '@/lib/domain/redemptions/redemptions/qualify';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/qualify.ts [coupons] [rounds] [world]`: which public coupons fit a purchase, next to reading as many rows
 * by an index, which is the least that an answer costs. In each world all coupons but a few are of one kind.
 */
const count = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 200);
const only = process.argv[4];
const aim = 20;
const plans = 50;

/** What a coupon of each world is, as SQL; `n` is its number. */
const worlds = {
  'a mix of everything': {
    maximumOff: 'case when n % 5 = 0 then 1000 + n % 90000 end',
    expiresAt: "case when n % 3 = 0 then now() - interval '1 day' end",
    isLinked: 'n % 2 = 0',
  },
  'all ended but a few': { expiresAt: "case when n > 100 then now() - interval '1 day' end" },
  'all linked to a plan': { isLinked: 'true' },
  'all with a cap': { maximumOff: '1000 + (n * 7919::bigint) % 90000' },
  'all used up but a few': {
    maxRedemptions: 'case when n > 100 then 1 end',
    redemptionCount: 'case when n > 100 then 1 else 0 end',
  },
  'one in ten left': {
    maxRedemptions: 'case when n % 10 > 0 then 1 end',
    redemptionCount: 'case when n % 10 > 0 then 1 else 0 end',
  },
  'half used up': {
    maxRedemptions: 'case when n % 2 = 0 then 1 end',
    redemptionCount: 'case when n % 2 = 0 then 1 else 0 end',
  },
} satisfies Record<
  string,
  Partial<Record<'maximumOff' | 'expiresAt' | 'isLinked' | 'maxRedemptions' | 'redemptionCount', string>>
>;

const bench = await openBench();
const { db, sql } = bench;
let failed = false;

try {
  const ctx = await makeKeyContext(db, ['redemptions:read']);
  await sql`insert into user_groups (name) select 'Plan ' || n from generate_series(1, ${plans}::int) n`;
  console.log(`The coupons that fit a purchase, of ${count.toLocaleString('en-US')}; ${rounds} rounds each`);
  for (const [name, world] of Object.entries(worlds)) {
    if (only && !name.includes(only)) continue;
    await fill(world);
    const bare = await time(
      () =>
        sql`select * from coupons where deleted_at is null order by created_at desc, id desc limit ${mostQualifying}`,
    );
    const mine = await time((nth) => {
      const purchase = { plan: `Plan ${1 + (nth % plans)}`, amount: 99_000 + nth };
      return qualify(ctx, { user: { id: `u${nth}` }, purchase });
    });
    const holds = mine.p50 < aim;
    failed ||= !holds;
    console.log(
      `${holds ? 'ok   ' : 'OVER '} ${name.padEnd(24)} p50 ${mine.p50.toFixed(2)} ms, p99 ${mine.p99.toFixed(2)} ms, aim ${aim};` +
        ` ${mostQualifying} rows by an index ${bare.p50.toFixed(2)} ms`,
    );
  }
} finally {
  await bench.close();
}
process.exitCode = failed ? 1 : 0;

async function fill(
  world: Partial<Record<'maximumOff' | 'expiresAt' | 'isLinked' | 'maxRedemptions' | 'redemptionCount', string>>,
) {
  await sql`truncate coupons cascade`;
  // The trigger of each row plans its look at the other coupons while there are none.
  const insert = (text: string) => sql.begin((tx) => [tx`set local enable_seqscan = off`, tx.unsafe(text)]);
  await insert(`
    insert into coupons (code, code_digest, discount_bp, duration, maximum_off, expires_at, max_redemptions, redemption_count)
    select 'bench-' || n, sha256(n::text::bytea), 1 + (n * 31) % 9999, 'once', ${world.maximumOff ?? 'null'},
      ${world.expiresAt ?? 'null::timestamptz'}, ${world.maxRedemptions ?? 'null::int'}, ${world.redemptionCount ?? 0}
    from generate_series(1, ${count}) n`);
  await insert(`
    insert into coupon_user_groups (coupon_id, user_group_id)
    select id, 1 + n % ${plans} from (select id, substr(code, 7)::int as n from coupons) c where ${world.isLinked ?? 'false'}`);
  await sql`vacuum analyze coupons`;
  await sql`vacuum analyze coupon_user_groups`;
}

async function time(run: (nth: number) => Promise<unknown>): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) {
    const begun = performance.now();
    await run(nth);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(rounds - 1, Math.floor(rounds * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

import { once } from 'node:events';
import { decryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { findInconsistencies } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import type { Load } from './load-generator';
import { openBench } from './open-bench';
import { type Rate, runPgbench } from './pgbench';
import { checkOfCodes, checkOfCoupons, ofCodes, ofCoupons, rowOfCode, rowOfCoupon } from './redeem-scripts';

/**
 * `node --import tsx bench/redeem.ts [codes] [seconds]`: redeems and checks over HTTP, as the product serves them,
 * next to pgbench with the same work one by one on the same database in the same run. Connections are keep-alive HTTP clients;
 * client, server and database share this machine.
 */
const codes = Number(process.argv[2] ?? 1_000_000);
const seconds = Number(process.argv[3] ?? 4);
const spread = 1000;
/** The database admits 100 in all. */
const mostClients = 90;

const bench = await openBench();
const { db, sql } = bench;
let failed = false;

try {
  const world = await makeWorld();
  const { port } = await bench.serve();
  const clients = bench.start('load-generator.ts');
  const load = async (connections: number, call: Omit<Load, 'port' | 'connections' | 'seconds'>): Promise<Rate> => {
    clients.send({ port, connections, seconds, ...call } satisfies Load);
    return ((await once(clients, 'message')) as [Rate])[0];
  };
  const pgbench = (clientCount: number, script: string, first: number, last: number) =>
    runPgbench(
      { url: bench.embedded.ownerUrl, socket: bench.embedded.socket },
      {
        script,
        clients: Math.min(clientCount, mostClients),
        seconds,
        variables: {
          first,
          last,
          firstCode: world.firstCode,
          codes,
          i: 0,
          count: Math.min(clientCount, mostClients),
        },
      },
    );
  const bearer = { authorization: `Bearer ${world.key}` };
  const purchase = (code: string) =>
    JSON.stringify({ code, user: { id: 'u-{reference}', groups: ['Everybody'] }, tvod_price_id: world.priceId });
  const redeem = (bodies: string[], values?: string[]) =>
    ({
      method: 'POST',
      path: '/api/v1/redemptions',
      headers: { ...bearer, 'idempotency-key': '{reference}' },
      bodies,
      status: 201,
      ...(values ? { values } : {}),
    }) as const;
  const check = (bodies: string[]) =>
    ({ method: 'POST', path: '/api/v1/redemptions/check', headers: bearer, bodies }) as const;

  const coupons = Array.from({ length: spread }, (_, index) => purchase(`spread-${index}`));
  console.log(
    `Redeeming over HTTP next to pgbench one by one; ${codes.toLocaleString('en-US')} codes, ${seconds} s each`,
  );
  for (const connections of [1, 32, 128]) {
    const bare = await load(connections, { method: 'GET', path: '/', bodies: [''] });
    show(`${connections} connections, an empty HTTP answer`, bare);
    const { hot, firstSpread, firstCode } = world;
    const compare = async (
      what: string,
      aim: number,
      ours: Parameters<typeof load>[1],
      script: string,
      ids: number[],
    ) => {
      const [first = 0, last = first] = ids;
      await reset(firstCode);
      const limit = await pgbench(connections, script, first, last);
      await reset(firstCode);
      const mine = await load(connections, ours);
      show(`  ${what}: pgbench`, limit);
      compareRates(
        `  ${what}: over HTTP`,
        mine,
        mine.perSecond / limit.perSecond,
        connections === 32 ? aim : undefined,
      );
      if (connections === 1) expectAim(mine.p50 < 5, `p50 ${mine.p50.toFixed(2)} ms`, 'under 5');
    };
    await compare('redeem, one coupon', 4, redeem([purchase('hot')]), ofCoupons(world), [hot]);
    await compare('redeem, 1,000 coupons', 1, redeem(coupons), ofCoupons(world), [
      firstSpread,
      firstSpread + spread - 1,
    ]);
    const values = await clearCodes(world.codesCoupon);
    await compare('redeem, issued codes', 0.8, redeem([purchase('{value}')], values), ofCodes(world), []);
    show('  one coupon, the bare row: pgbench', await pgbench(connections, rowOfCoupon, hot, hot));
    await compare('check, one coupon', 0.4, check([purchase('hot')]), checkOfCoupons(world), [hot]);
    show('  issued codes, the bare row: pgbench', await pgbench(connections, rowOfCode, 0, 0));
    const some = (await clearCodes(world.codesCoupon)).slice(0, 5000).map(purchase);
    await compare('check, issued codes', 0.4, check(some), checkOfCodes(world), []);
  }
  const problems = await findInconsistencies(db);
  if (problems.length > 0) throw new Error(problems.join('\n'));
} finally {
  await bench.close();
}
process.exitCode = failed ? 1 : 0;

/** Coupons with every rule set, a key that is given reasons, and the codes. */
async function makeWorld() {
  const { key, actor } = await makeKeyContext(db, ['redemptions:read', 'redemptions:write']);
  const ids = await sql<{ id: number }[]>`
    insert into coupons (code, discount, duration, max_redemptions, unique_redemption, release_at, expires_at)
    select code, 25, 'once', 1000000000, true, now() - interval '1 day', now() + interval '1 day'
    from unnest(array['hot', 'codes'] || array(select 'spread-' || n from generate_series(0, ${spread - 1}::int) n)) code
    returning id::int`;
  const [hot = 0, codesCoupon = 0, firstSpread = 0] = ids.map(({ id }) => id);
  const [group] = await sql<{ id: number }[]>`insert into user_groups (name) values ('Everybody') returning id::int`;
  const [price] = await sql<{ id: number }[]>`
    insert into tvod_prices (name, tvod_type, price_paisa) values ('Film', 'purchase', 99000) returning id::int`;
  const [groupId, priceId] = [group?.id ?? 0, price?.id ?? 0];
  await sql`insert into coupon_user_groups (coupon_id, user_group_id) select id, ${groupId} from coupons`;
  await sql`insert into coupon_tvod_prices (coupon_id, tvod_price_id) select id, ${priceId} from coupons`;
  const ctx = systemContext(db, 'bench');
  const batch = await requestBatch(ctx, { couponId: codesCoupon, count: codes });
  await issueBatch(ctx, { batchId: batch.id });
  const [first] = await sql<{ id: number }[]>`select min(id)::int as id from codes`;
  const { integratorId, id: keyId } = actor;
  return { key, integratorId, keyId, hot, codesCoupon, firstSpread, groupId, priceId, firstCode: first?.id ?? 0 };
}

/** Leaves nothing redeemed, and the tables as a vacuum leaves them. */
async function reset(firstCode: number): Promise<void> {
  await sql`truncate redemptions cascade`;
  await sql`truncate audit_events`;
  await sql`update coupons set redemption_count = 0, spent = 0 where redemption_count > 0`;
  await sql`update codes set status = 'available', redeemed_at = null where id >= ${firstCode} and status = 'redeemed'`;
  await sql`vacuum analyze coupons, codes, redemptions`;
  await sql`checkpoint`;
}

/** As many as a run can take, in random order. */
async function clearCodes(couponId: number): Promise<string[]> {
  const rows = await sql<{ digest: Buffer; sealed: Buffer; sealing_key_id: number }[]>`
    select digest, sealed, sealing_key_id from codes where coupon_id = ${couponId}
    order by hashint8(id) limit ${Math.ceil(seconds * 15_000)}`;
  return rows.map((row) => decryptCode({ ...row, sealingKeyId: row.sealing_key_id }));
}

function show(what: string, { perSecond, p50, p99 }: Rate, more = ''): void {
  const figures = [`${perSecond.toFixed(0)}/s`, `p50 ${p50.toFixed(2)} ms`, `p99 ${p99.toFixed(2)} ms`];
  console.log(`      ${what.padEnd(42)} ${figures.map((figure) => figure.padStart(14)).join(' ')}${more}`);
}

function compareRates(what: string, rate: Rate, ratio: number, aim: number | undefined): void {
  show(what, rate, `   ${ratio.toFixed(2)} times`);
  if (aim !== undefined) expectAim(ratio >= aim, `${ratio.toFixed(2)} times`, `at least ${aim}`);
}

function expectAim(holds: boolean, figure: string, aim: string): void {
  failed ||= !holds;
  console.log(`${holds ? 'ok   ' : 'UNDER'}   ${figure}, aim ${aim}`);
}

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { appRole } from '@/db/app-role';
import { closeDatabase, createDatabase, type OpenDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { makeScratchDir } from '@/db/scratch-dir';
import { resetEnv } from '@/lib/core/env';
import { watchSecurity } from '@/lib/domain/access/security/watch-security';
import { recount } from '@/lib/domain/redemptions/statistics/recount';
import { vacuumChanges } from '@/lib/domain/redemptions/statistics/roll-up.sql';
import { rollUpCounters } from '@/lib/domain/redemptions/statistics/roll-up-counters';
import { notifyLowStock } from '@/lib/domain/sales/products/notify-low-stock';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { systemContext } from '@/lib/platform/context/context';
import { checkReadiness } from '@/lib/platform/health/check-readiness';
import { enqueue } from '@/lib/platform/jobs/queue';
import { applyRetention } from '@/lib/worker/apply-retention';
import { runHousekeeping } from '@/lib/worker/housekeeping';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';
import { prepareDatabase } from './prepare-database';

let dataDir: string;
let embedded: Embedded;
const password = randomBytes(16).toString('hex');

beforeAll(async () => {
  dataDir = await makeScratchDir('coupon-desk-roles-');
  embedded = await startEmbedded({ dataDir, password, unsafe: true });
  // What the keys, the jobs and the record of security events find the database by.
  await closeDatabase();
  Object.assign(process.env, { DATABASE_URL: embedded.url, DATABASE_SOCKET: '' });
  resetEnv();
  await prepareDatabase(embedded.url, embedded.ownerUrl);
});
afterAll(async () => {
  await closeDatabase();
  process.env.DATABASE_URL = inject('testServer').url;
  resetEnv();
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function as<T>(url: string, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = createDatabase(url, { max: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
const asApp = <T>(work: (database: OpenDatabase) => Promise<T>) => as(embedded.url, work);
const audit = (db: OpenDatabase['db']) =>
  recordAudit(systemContext(db, 'test'), { action: 'coupon.created', subjectKind: 'coupon', subjectId: 1 });

describe("the desk's role", () => {
  it('is no superuser and owns nothing', async () => {
    await asApp(async ({ sql }) => {
      const [role] = await sql`select current_user as name, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls
        from pg_roles where rolname = current_user`;
      expect(role).toEqual({
        ...{ name: appRole, rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false },
      });
      const owned = await sql`select relname from pg_class where relowner = current_user::regrole`;
      expect(owned.map(({ relname }) => relname)).toEqual([]);
    });
  });

  it.each([
    "update audit_events set action = 'nothing'",
    'delete from audit_events',
    'truncate audit_events',
    'delete from audit_links',
    'update audit_heads set closed_id = 0',
    'delete from audit_cuts',
    'select drop_audit(1000, 1000)',
    'drop table audit_events',
    'alter table audit_events disable trigger all',
    'alter table audit_events add column x text',
    "copy audit_events to program 'id'",
    "select erase_from_audit(array[1], '.*')",
    'create table mine (id int)',
    'set role coupon_desk',
    'set session_replication_role = replica',
    `alter role ${appRole} superuser`,
    "update drizzle.__drizzle_migrations set hash = ''",
  ])('adds and reads audit rows, and is refused: %s', async (statement) => {
    await asApp(async ({ db, sql }) => {
      await audit(db);
      const before = await sql`select * from audit_events order by id`;
      await expect(sql.unsafe(statement)).rejects.toThrow(
        /permission denied|must be|cannot|does not exist|neither a phone|not cut there/i,
      );
      expect(await sql`select * from audit_events order by id`).toEqual(before);
    });
  });

  it.each([
    "select 1000, 1000, '\\x00'::bytea, 1, '\\x00'::bytea",
    "select position, event_id, hash, 1, '\\x00'::bytea from audit_links where event_id < (select max(event_id) from audit_links)",
  ])('cuts the audit nowhere but where retention does: %s', async (forged) => {
    await asApp(async ({ db, sql }) => {
      await audit(db);
      await audit(db);
      await chainAudit(systemContext(db, 'test'));
      const cut = `insert into audit_cuts (position, event_id, hash, key_id, signature) ${forged} limit 1`;
      await expect(sql.unsafe(cut)).rejects.toThrow('not cut there');
      // Nor with tables of its own under the same names.
      await sql.unsafe(`create temp table retention as select 1 as id, -36500 as audit_days`).catch(() => null);
      await expect(sql.unsafe(`set search_path = pg_temp, public; ${cut}`)).rejects.toThrow(
        /not cut there|does not exist/,
      );
      await expect(sql`alter table audit_cuts disable trigger audit_cuts_due`).rejects.toThrow('must be owner');
    });
  });

  it('does the daily work of the desk', async () => {
    await asApp(async ({ db }) => {
      expect(await checkReadiness(db)).toMatchObject({ status: 'ok' });
      const ctx = systemContext(db, 'test');
      await runHousekeeping(ctx);
      await applyRetention(ctx);
      await watchSecurity(ctx, {});
      await chainAudit(ctx);
      expect((await verifyChain(db, [])).problems).toEqual([]);
      await notifyLowStock(ctx);
      await followUpSales(ctx);
      await rollUpCounters(ctx);
      await vacuumChanges(db);
      await recount(ctx, { repair: true });
      await startJobs();
      await enqueue(db, 'housekeeping', {});
      await stopJobs();
    });
  });
});

describe('a data directory of an earlier build', () => {
  it('gets the role and keeps its rows', async () => {
    await asApp(({ db }) => audit(db));
    await as(embedded.ownerUrl, async ({ sql }) => {
      // As it was: one role, which is a superuser and owns everything.
      await sql.unsafe(`drop owned by ${appRole}`);
      await sql.unsafe(`drop role ${appRole}`);
    });
    await embedded.stop();
    embedded = await startEmbedded({ dataDir, password, unsafe: true });
    await expect(asApp(({ sql }) => sql`select from audit_events`)).rejects.toThrow('permission denied');
    await Promise.all([1, 2].map(() => prepareDatabase(embedded.url, embedded.ownerUrl)));
    await asApp(async ({ db, sql }) => {
      const [before] = await sql`select count(*)::int as n from audit_events`;
      expect(before?.n).toBeGreaterThan(0);
      await audit(db);
      await expect(sql`delete from audit_events`).rejects.toThrow('permission denied');
    });
  });
});

describe('a Postgres of your own', () => {
  it('is refused when the role of DATABASE_URL owns what it is not to change, and says what to do', async () => {
    const name = `mine_${randomBytes(4).toString('hex')}`;
    const urlOf = (role: string) => {
      const url = new URL(embedded.ownerUrl);
      url.pathname = `/${name}`;
      if (role) [url.username, url.password] = [role, 'secret'];
      return url.href;
    };
    await as(embedded.ownerUrl, async ({ sql }) => {
      await sql.unsafe(`create role ${name} login password 'secret'`);
      await sql.unsafe(`create database ${name} owner ${name}`);
    });
    await as(urlOf(''), ({ sql }) => sql.unsafe('create extension if not exists pg_trgm'));
    // One role for both, as before.
    await prepareDatabase(urlOf(name), urlOf(name));
    await migrate(urlOf(name));
    await expect(prepareDatabase(urlOf(name), urlOf(''))).rejects.toThrow(
      /can change rows of .*audit_events[\s\S]*reassign owned by/,
    );
    await as(urlOf(''), ({ sql }) => sql.unsafe(`reassign owned by ${name} to coupon_desk`));
    await prepareDatabase(urlOf(name), urlOf(''));
    await as(urlOf(name), async ({ db, sql }) => {
      await audit(db);
      await expect(sql`delete from audit_events`).rejects.toThrow('permission denied');
    });
  });
});

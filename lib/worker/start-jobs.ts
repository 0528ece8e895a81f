import type { Job, PgBoss } from 'pg-boss';
import { createDatabase, directAddress, getDatabase, jobsDatabase, waitsOfServer } from '@/db/client';
import { logger } from '@/lib/core/logger';
import type { Repeating } from '@/lib/core/repeat';
import { traced } from '@/lib/core/tracing';
import { mailEndpoints } from '@/lib/domain/access/integrators/mail-endpoints';
import { watchSecurity } from '@/lib/domain/access/security/watch-security';
import { sendQueuedAccountEmail } from '@/lib/domain/access/team/send-queued-account-email';
import { checkUpload } from '@/lib/domain/coupons/codes/check-upload';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { readUpload } from '@/lib/domain/coupons/codes/read-upload';
import { makeExport } from '@/lib/domain/exports/make-export';
import { startExpiringHolds } from '@/lib/domain/redemptions/redemptions/expire-holds';
import { mailPauses } from '@/lib/domain/redemptions/redemptions/mail-pauses';
import { startRollUps } from '@/lib/domain/redemptions/statistics/roll-up-counters';
import { mailCreditAnswers } from '@/lib/domain/sales/credits/mail-credit-answers';
import { mailCreditRequests } from '@/lib/domain/sales/credits/mail-credit-requests';
import { noticeLowCredit } from '@/lib/domain/sales/credits/notice-low-credit';
import { sendDelivery } from '@/lib/domain/sales/deliveries/send-delivery';
import { notifyLowStock } from '@/lib/domain/sales/products/notify-low-stock';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { compareInBackground } from '@/lib/domain/sales/supply/run-comparison';
import { syncWhenConnected } from '@/lib/domain/sales/supply/sync-supplier';
import { runTableUndo, runTableUpload } from '@/lib/domain/sales/table-imports/run-table-import';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { clockIsRight, WrongClock } from '@/lib/platform/health/clock';
import { type JobData, type JobDefinition, type JobName, jobNames, jobs } from '@/lib/platform/jobs/jobs';
import { connectionString, installQueues, openBoss } from '@/lib/platform/jobs/prepare-queue';
import { startWebhooks } from '@/lib/platform/webhooks/start-webhooks';
import { applyRetention } from './apply-retention';
import { runHousekeeping } from './housekeeping';

/**
 * Does one job. It may be called again for the same job after a crash, even next to a run that is still going, so it checks
 * before it writes. A throw means "again, later". `signal` ends when the process stops or the job's time is up.
 */
type JobHandler<N extends JobName> = (
  ctx: Context<SystemActor>,
  data: JobData<N>,
  signal: AbortSignal,
) => Promise<void>;

const handlers: { [N in JobName]: JobHandler<N> } = {
  'send-delivery': sendDelivery,
  'send-goodwill': sendDelivery,
  'send-account-email': sendQueuedAccountEmail,
  'issue-batch': (ctx, data, signal) => issueBatch(ctx, { ...data, signal }),
  'read-upload': (ctx, data, signal) => readUpload(ctx, { ...data, signal }),
  'check-upload': (ctx, data, signal) => checkUpload(ctx, { ...data, signal }),
  'check-table': (ctx, data, signal) => runTableUpload(ctx, 'runCheck', { ...data, signal }),
  'import-table': (ctx, data, signal) => runTableUpload(ctx, 'runImport', { ...data, signal }),
  'undo-import': (ctx, data, signal) => runTableUndo(ctx, { ...data, signal }),
  'make-export': (ctx, data, signal) => makeExport(ctx, { ...data, signal }),
  'follow-up-sales': followUpSales,
  'sync-supplier': syncWhenConnected,
  'compare-khalti': compareInBackground,
  'notify-low-stock': async (ctx) => {
    await notifyLowStock(ctx);
    await noticeLowCredit(ctx);
  },
  'mail-pauses': async (ctx, data, signal) => {
    await mailPauses(ctx, data, signal);
    await mailEndpoints(ctx, signal);
    await mailCreditRequests(ctx, signal);
    await mailCreditAnswers(ctx, signal);
  },
  'watch-security': watchSecurity,
  'chain-audit': chainAudit,
  'apply-retention': (ctx, _, signal) => applyRetention(ctx, signal),
  housekeeping: runHousekeeping,
};

type Workers = { boss: PgBoss; repeating: Repeating[]; close: () => Promise<void> };

const shared = globalThis as { couponDeskJobs?: Promise<Workers> };

/** Makes the queues if need be and starts this process's workers. Once; a second call waits for the first. */
export async function startJobs(): Promise<void> {
  shared.couponDeskJobs ??= openWorkers();
  try {
    await shared.couponDeskJobs;
  } catch (error) {
    delete shared.couponDeskJobs;
    throw error;
  }
}

/** Takes no new job, waits (10 s by default) for those at work, and hands back the ones that did not end. */
export async function stopJobs({ waitMs = 10_000 }: { waitMs?: number } = {}): Promise<void> {
  const opening = shared.couponDeskJobs;
  delete shared.couponDeskJobs;
  const workers = await opening?.catch(() => undefined);
  await Promise.all((workers?.repeating ?? []).map((work) => work.stop()));
  await workers?.boss.stop({ graceful: true, timeout: waitMs });
  await workers?.close();
}

async function openWorkers(): Promise<Workers> {
  const { url, socket } = directAddress();
  const boss = openBoss({
    connectionString: connectionString(url, socket),
    application_name: 'coupon-desk jobs',
    max: 3,
    options: queueLimits(),
    connectionTimeoutMillis: 5_000,
    useListenNotify: true,
    // How soon a missed heartbeat is noticed: a pass needs both, and either alone leaves the other at a minute.
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
  });
  try {
    await boss.start();
    await installQueues(boss);
    for (const name of jobNames) await startWorker(boss, name);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  const system = (name: string) => systemContext(jobsDatabase(getDatabase()), name);
  // Its one connection holds the role of the sender.
  const waits = waitsOfServer();
  const { db, close } = createDatabase(url, {
    max: 1,
    socket,
    waits: { ...waits, statementMs: waits.jobStatementMs },
  });
  const repeating = [
    startWebhooks(systemContext(db, 'Webhooks'), system('Webhooks')),
    startRollUps(system('Statistics')),
    startExpiringHolds(system('Holds')),
  ];
  return { boss, repeating, close };
}

/** Of the queue's own connections, whose statements are short. */
function queueLimits(): string {
  const { statementMs, lockMs, idleTransactionMs } = waitsOfServer();
  const limits = [`statement_timeout=${statementMs}`, `lock_timeout=${lockMs}`];
  return [...limits, `idle_in_transaction_session_timeout=${idleTransactionMs}`]
    .map((limit) => `-c ${limit}`)
    .join(' ');
}

async function startWorker<N extends JobName>(boss: PgBoss, name: N): Promise<void> {
  const { concurrency, cron, atStart }: JobDefinition = jobs[name];
  if (cron) await boss.schedule(name, cron, null, { missed: 'once' });
  if (atStart) await boss.send(name, {});
  // NOTIFY announces new jobs; what waits for its time, or comes back after a crash, is found by polling.
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
  const options = { localConcurrency: concurrency, batchSize: 1, ...polling };
  await boss.work<unknown>(name, options, async ([job]) => {
    if (job) await run(name, job);
  });
}

/** `follow-up-sales` → `Follow up sales`: people read in the activity who did what. */
function inWords(name: JobName): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function run<N extends JobName>(name: N, job: Job<unknown>): Promise<void> {
  try {
    const { data, sweeps }: JobDefinition = jobs[name];
    const db = jobsDatabase(getDatabase());
    if (sweeps && !(await clockIsRight(db))) throw new WrongClock();
    const parsed = data.parse(job.data ?? {}) as JobData<N>;
    await traced({ name: `job ${name}`, kind: 'consumer', attributes: { 'coupon_desk.job': name } }, () =>
      handlers[name](systemContext(db, inWords(name)), parsed, job.signal),
    );
  } catch (error) {
    logger.error({ err: error, job: name, jobId: job.id }, 'job failed');
    // The queue keeps what is thrown in its table, and an error of the driver lists the statement's values.
    throw new Error(`${name} failed: ${error instanceof Error ? error.name : typeof error}`);
  }
}

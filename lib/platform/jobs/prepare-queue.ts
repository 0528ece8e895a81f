import { type ConstructorOptions, PgBoss, type QueueOptions, type QueueResult } from 'pg-boss';
import { logger } from '@/lib/core/logger';
import { type JobName, jobNames, jobs } from './jobs';

const queueSchema = 'pgboss';

type SharedOptions = QueueOptions & { notify: boolean };

/** What a queue's jobs share. A killed worker is noticed after one missed heartbeat, ten seconds at the least. */
function queueOptions(name: JobName): SharedOptions {
  return {
    notify: true,
    heartbeatSeconds: 10,
    expireInSeconds: jobs[name].expireInSeconds,
    retryLimit: 50,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    deleteAfterSeconds: 24 * 60 * 60,
  };
}

/** `pg` takes the socket's directory only as the URL's own `host`. */
export function connectionString(url: string, socket: string | undefined): string {
  if (!socket) return url;
  const withSocket = new URL(url);
  withSocket.searchParams.set('host', socket);
  return withSocket.href;
}

export function openBoss(options: ConstructorOptions): PgBoss {
  const boss = new PgBoss({ schema: queueSchema, ...options });
  // pg-boss emits plain objects made of errors; their other fields may hold a job's row.
  boss.on('error', (error) => logger.error({ reason: error.message }, 'the queue reports an error'));
  boss.on('warning', (warning) => logger.warn({ reason: warning.message }, 'the queue warns'));
  return boss;
}

function hasOptions(queue: QueueResult, options: SharedOptions): boolean {
  return (Object.keys(options) as (keyof SharedOptions)[]).every((key) => queue[key] === options[key]);
}

/**
 * Queues of earlier builds: their schedules would fill them, and no worker takes their jobs. The build before still fills
 * `send-webhook`, which is no job any more: it is retired one build later.
 */
const retiredQueues = ['tell-low-stock'];

/** Creates the queues that are missing, brings the settings of the others to those of this build, drops retired ones. */
export async function installQueues(boss: PgBoss): Promise<void> {
  const present = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const name of jobNames) {
    const options = queueOptions(name);
    const queue = present.get(name);
    if (!queue) await boss.createQueue(name, options);
    else if (!hasOptions(queue, options)) await boss.updateQueue(name, options);
  }
  for (const name of retiredQueues.filter((retired) => present.has(retired))) {
    await boss.unschedule(name);
    await boss.deleteQueue(name);
  }
}

/**
 * Makes the queue's schema (pg-boss keeps it itself, apart from our migrations) and every queue, so that jobs can be
 * enqueued. Call it after `migrate`; safe to run again and from several processes at once.
 */
export async function prepareQueue(url: string, socket = process.env.DATABASE_SOCKET): Promise<void> {
  const boss = openBoss({
    connectionString: connectionString(url, socket),
    max: 1,
    supervise: false,
    schedule: false,
    monitorVacuum: false,
  });
  try {
    await boss.start();
    await installQueues(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}

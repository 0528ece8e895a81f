import type { Executor } from '@/db/client';
import { logger } from '@/lib/core/logger';
import type { LaneLimits } from '@/lib/platform/auth/api-key';
import { type CallText, maskCall } from './mask-call';
import { type CallRow, writeCalls } from './write-calls.sql';

/** Whose call it was. */
export type CallKey = { id: number; integratorId: number; lane: keyof LaneLimits };
export type Call = CallText & { key: CallKey; at: Date; durationMs: number; requestId: string };

const pauseMs = 500;
const writtenTogether = 200;
/** What is beyond either is left out and counted: memory is bounded, however slow the database is. */
const mostWaiting = 5_000;
const mostCharacters = 16 * 1024 * 1024;

type Queue = {
  waiting: Call[];
  characters: number;
  dropped: number;
  timer: NodeJS.Timeout | undefined;
  writing: Promise<void> | undefined;
};
const perDatabase = new WeakMap<Executor, Queue>();

/**
 * Keeps a call for the list of requests. It returns at once and never throws: calls are masked and written together within half
 * a second, and those of a process that is killed are lost.
 */
export function keepCall(db: Executor, call: Call): void {
  const queue = queueOf(db);
  const characters = charactersOf(call);
  if (queue.waiting.length >= mostWaiting || queue.characters + characters > mostCharacters) {
    queue.dropped += 1;
    return;
  }
  queue.waiting.push(call);
  queue.characters += characters;
  if (queue.waiting.length >= writtenTogether) void write(db, queue, writtenTogether);
  else writeSoon(db, queue);
}

/** Resolves when everything that was kept so far is written. Before the process ends, and for tests. */
export async function flushCalls(db: Executor): Promise<void> {
  const queue = perDatabase.get(db);
  if (!queue) return;
  do await write(db, queue, 1);
  while (queue.waiting.length > 0);
}

function writeSoon(db: Executor, queue: Queue): void {
  queue.timer ??= setTimeout(() => {
    queue.timer = undefined;
    void write(db, queue, 1);
  }, pauseMs).unref();
}

function queueOf(db: Executor): Queue {
  const known = perDatabase.get(db);
  if (known) return known;
  const made: Queue = { waiting: [], characters: 0, dropped: 0, timer: undefined, writing: undefined };
  perDatabase.set(db, made);
  return made;
}

/** One batch after the other, while `least` calls wait: a database that is slow is asked for no more at once. */
function write(db: Executor, queue: Queue, least: number): Promise<void> {
  queue.writing ??= writeBatches(db, queue, least).finally(() => {
    queue.writing = undefined;
    if (queue.waiting.length > 0) writeSoon(db, queue);
  });
  return queue.writing;
}

async function writeBatches(db: Executor, queue: Queue, least: number): Promise<void> {
  while (queue.waiting.length >= least) {
    const calls = queue.waiting.splice(0, writtenTogether);
    for (const call of calls) queue.characters -= charactersOf(call);
    try {
      await writeCalls(db, calls.map(toRow));
    } catch (error) {
      logger.error({ err: error, count: calls.length }, 'API requests were not kept');
    }
  }
  if (queue.dropped === 0) return;
  logger.warn({ count: queue.dropped }, 'API requests came faster than they are written, and were not kept');
  queue.dropped = 0;
}

const charactersOf = ({ body, answer, query }: CallText) => (body?.length ?? 0) + (answer?.length ?? 0) + query.length;

const toRow = ({ key, at, durationMs, requestId, ...call }: Call): CallRow => ({
  ...{ at, integratorId: key.integratorId, apiKeyId: key.id, lane: key.lane, requestId },
  ...{ method: call.method, status: call.status, durationMs: Math.round(durationMs) },
  ...maskCall(call),
});

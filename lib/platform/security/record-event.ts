import { hash } from 'node:crypto';
import { addressBucket } from '@/lib/core/address-bucket';
import { logger } from '@/lib/core/logger';
import { type Actor, actorName } from '@/lib/platform/context/actor';
import { processDatabase, type RequestOrigin } from '@/lib/platform/context/context';
import type { SecurityEventKind } from './event-kinds';
import { type SecurityEventRow, writeSecurityEvents } from './write-events.sql';

/** Who caused an event, and where from. A use case's context is one. */
export type EventSource = {
  /** Null: nobody who has proved to be anybody. */
  actor: Actor | null;
  /** The account or the key that was tried, where the actor is nobody. */
  tried?: { userId: number; name: string } | { apiKeyId: number; name: string } | undefined;
  now: () => Date;
  origin?: RequestOrigin | undefined;
  requestId?: string | undefined;
};

export type SecurityEvent = {
  kind: SecurityEventKind;
  /** Short and of few values, without secrets and without contacts: each combination is a row of its own. */
  data?: Record<string, string | number | boolean | null>;
};

const slotMs = 10 * 60 * 1000;
const pauseMs = 1000;
/** In one slot: how many rows of one kind one source makes, and how many sources have rows of their own. */
const rowsPerSource = 20;
const sourcesPerKind = 200;
const longestText = 200;

type Recorder = {
  waiting: Map<string, SecurityEventRow>;
  /** Of the slot that runs: the rows by kind and source. */
  slot: number;
  known: Map<string, Map<string, Set<string>>>;
  timer: NodeJS.Timeout | undefined;
  writing: Promise<void> | undefined;
  writtenAt: number;
};

/** One in a process, however often its bundles load this module. */
const shared = globalThis as { couponDeskSecurityEvents?: Recorder };
shared.couponDeskSecurityEvents ??= {
  waiting: new Map(),
  slot: 0,
  known: new Map(),
  timer: undefined,
  writing: undefined,
  writtenAt: 0,
};
const recorder = shared.couponDeskSecurityEvents;

/**
 * Records what concerns security. It returns at once and never throws: the row is written within a second, outside of the
 * caller's transaction, so that a refusal is kept too. What repeats is counted, and what would be a flood of rows (one
 * network that tries one account after the other, or thousands of networks) is counted in one row of its kind.
 */
export function recordSecurityEvent(source: EventSource, event: SecurityEvent): void {
  try {
    const row = bounded(toRow(source, event));
    add({ ...row, slot: hash('sha256', row.slot, 'base64url') });
    schedule();
  } catch (error) {
    logger.error({ err: error, kind: event.kind }, 'a security event was not recorded');
  }
}

/** Resolves when everything that was recorded so far is written. Before the process ends, and for tests. */
export async function flushSecurityEvents(): Promise<void> {
  clearTimeout(recorder.timer);
  recorder.timer = undefined;
  await recorder.writing;
  if (recorder.waiting.size > 0) await write();
}

/** As a process begins: its sources have had no share yet. For files of tests, which share one. */
export async function resetSecurityEvents(): Promise<void> {
  await flushSecurityEvents();
  recorder.known.clear();
}

function toRow({ actor, tried, now, origin, requestId }: EventSource, { kind, data = {} }: SecurityEvent) {
  const at = now().toISOString();
  const row: SecurityEventRow = {
    slot: '',
    kind,
    at,
    last_at: at,
    count: 1,
    actor_kind: actor?.kind ?? 'stranger',
    user_id: actor?.kind === 'user' ? actor.id : tried && 'userId' in tried ? tried.userId : null,
    api_key_id: actor?.kind === 'key' ? actor.id : tried && 'apiKeyId' in tried ? tried.apiKeyId : null,
    actor_name: actor ? actorName(actor) : (tried?.name ?? null),
    address: origin && origin.address !== 'unknown' ? storable(origin.address) : null,
    device: origin?.device ? storable(origin.device) : null,
    data: Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? storable(value) : value]),
    ),
    request_id: requestId ?? null,
  };
  return row;
}

/** What Postgres takes as text and in JSON, and no more of it than anybody reads. */
const storable = (text: string) => text.slice(0, longestText).toWellFormed().replaceAll('\0', '');

/** The row with its slot; without details where its source, or its kind, has had its share. */
function bounded(row: SecurityEventRow): SecurityEventRow {
  const slot = Math.floor(Date.parse(row.at) / slotMs);
  if (slot !== recorder.slot) {
    recorder.slot = slot;
    recorder.known.clear();
  }
  const { kind, actor_kind, user_id, api_key_id } = row;
  const network = row.address === null ? '' : addressBucket(row.address);
  const who = `${actor_kind} ${user_id ?? ''} ${api_key_id ?? ''}`;
  // Somebody who is known has a share of their own, however many come from their office.
  const source = actor_kind === 'stranger' ? network : who;
  const sources = within(recorder.known, kind, () => new Map<string, Set<string>>());
  if (!sources.has(source) && sources.size >= sourcesPerKind) {
    return { ...anonymous(row), address: null, slot: `${slot} ${kind} many` };
  }
  const rows = within(sources, source, () => new Set<string>());
  const own = `${slot} ${kind} ${who} ${network} ${JSON.stringify(row.data)}`;
  if (!rows.has(own) && rows.size >= rowsPerSource) {
    const rest = `${slot} ${kind} ${source} more`;
    return actor_kind === 'stranger' ? { ...anonymous(row), slot: rest } : { ...row, data: { more: true }, slot: rest };
  }
  rows.add(own);
  return { ...row, slot: own };
}

const anonymous = (row: SecurityEventRow): SecurityEventRow => ({
  ...row,
  actor_kind: 'stranger',
  user_id: null,
  api_key_id: null,
  actor_name: null,
  device: null,
  data: { more: true },
});

function within<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function add(row: SecurityEventRow): void {
  const { waiting } = recorder;
  const same = waiting.get(row.slot);
  waiting.set(row.slot, same ? { ...same, count: same.count + 1, last_at: row.last_at } : row);
}

/** A lone event is written at once; while they keep coming, they are written together once a second. */
function schedule(): void {
  if (recorder.timer || recorder.writing) return;
  const wait = Math.max(0, recorder.writtenAt + pauseMs - Date.now());
  recorder.timer = setTimeout(() => {
    recorder.timer = undefined;
    void write();
  }, wait);
  recorder.timer.unref();
}

function write(): Promise<void> {
  const rows = [...recorder.waiting.values()];
  recorder.waiting.clear();
  recorder.writing = attempt(rows).finally(() => {
    recorder.writing = undefined;
    recorder.writtenAt = Date.now();
    if (recorder.waiting.size > 0) schedule();
  });
  return recorder.writing;
}

/** Without its database the process serves nothing either, so what cannot be written is not kept: only said. */
async function attempt(rows: SecurityEventRow[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await writeSecurityEvents(processDatabase(), rows);
  } catch (error) {
    const kinds = [...new Set(rows.map(({ kind }) => kind))];
    logger.error({ err: error, count: rows.length, kinds }, 'security events were not written');
  }
}

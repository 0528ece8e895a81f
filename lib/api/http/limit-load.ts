import type { IncomingMessage } from 'node:http';
import { createMiddleware } from 'hono/factory';
import { env } from '@/lib/core/env';
import { Busy, OutcomeUnknown } from '@/lib/core/errors';
import { databaseIsDown, refusedWhileDown, unlessDown } from '@/lib/platform/health/database-watch';
import type { ApiEnv } from './environment';
import { isRead } from './is-read';

const withoutDatabase = /^\/+(health\/|api\/openapi\.json$)/;

/** What of a call is still on its way; nothing where Next has read it. */
type Call = { incoming: IncomingMessage | undefined };

/**
 * Refuses a call before it waits: while the database does not answer, and while as many as the settings allow are answered. One
 * that is being answered when the database stops ends too. Where there are no more, the oldest whose body is not in yet is cut for
 * the next: half bodies could be all that are allowed. @throws Busy, Unavailable, OutcomeUnknown
 */
export function limitLoad() {
  const answered = new Set<Call>();
  const makeRoom = (): boolean => {
    const unsent = [...answered].find(({ incoming }) => incoming?.complete === false);
    if (!unsent) return false;
    answered.delete(unsent);
    unsent.incoming?.destroy();
    return true;
  };
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (withoutDatabase.test(c.req.path)) return next();
    if (databaseIsDown()) throw refusedWhileDown();
    if (answered.size >= env().MAX_CALLS && !makeRoom()) {
      throw new Busy('Too many calls at once. Nothing was changed: send the same request again.');
    }
    const call: Call = { incoming: (c.env as { incoming?: IncomingMessage } | undefined)?.incoming };
    answered.add(call);
    const ended = next().finally(() => answered.delete(call));
    await unlessDown(ended, () => (isRead(c.req.method) ? refusedWhileDown() : new OutcomeUnknown()));
  });
}

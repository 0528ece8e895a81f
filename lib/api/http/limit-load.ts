import { createMiddleware } from 'hono/factory';
import { env } from '@/lib/core/env';
import { Busy, OutcomeUnknown } from '@/lib/core/errors';
import { databaseIsDown, refusedWhileDown, unlessDown } from '@/lib/platform/health/database-watch';
import type { ApiEnv } from './environment';
import { isRead } from './is-read';

const withoutDatabase = /^\/+(health\/|api\/openapi\.json$)/;

/**
 * Refuses a call before it waits: while the database does not answer, and while as many as the settings allow are answered. One
 * that is being answered when the database stops ends too. @throws Busy, Unavailable, OutcomeUnknown
 */
export function limitLoad() {
  let answered = 0;
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (withoutDatabase.test(c.req.path)) return next();
    if (databaseIsDown()) throw refusedWhileDown();
    if (answered >= env().MAX_CALLS) {
      throw new Busy('Too many calls at once. Nothing was changed: send the same request again.');
    }
    answered += 1;
    const ended = next().finally(() => {
      answered -= 1;
    });
    await unlessDown(ended, () => (isRead(c.req.method) ? refusedWhileDown() : new OutcomeUnknown()));
  });
}

import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { MovableClock } from '@/lib/platform/test-mode/test-clock';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { advanceClockRoute, getClockRoute, resetClockRoute, serializeClock } from './test-clock-routes';

/** The clock of test mode; a live desk has none. */
export const testClock = new OpenAPIHono<KeyEnv>({ strict: false });

/** @throws HTTPException 404 */
function clockOf(c: Context<KeyEnv>): MovableClock {
  const { clock } = c.var.dependencies;
  if (clock) return clock;
  throw new HTTPException(404, { message: 'Only test mode has a clock that can be moved. Use a test key.' });
}

const answer = async (c: Context<KeyEnv>, ahead: Promise<number>) =>
  c.json(serializeClock(await ahead, c.var.dependencies.now()));

addRoute(testClock, getClockRoute, async (c) => answer(c, clockOf(c).read()));

addRoute(testClock, advanceClockRoute, async (c, { body }) =>
  answer(c, clockOf(c).advance(body.advance_seconds * 1_000)),
);

addRoute(testClock, resetClockRoute, async (c) => answer(c, clockOf(c).reset()));

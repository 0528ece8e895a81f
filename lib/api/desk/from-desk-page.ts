import { createMiddleware } from 'hono/factory';
import { Forbidden } from '@/lib/core/errors';
import type { DeskEnv } from '../http/environment';

/** For the few calls of the desk that write: a browser must say that the desk's own page sends them. @throws Forbidden */
export const fromDeskPage = createMiddleware<DeskEnv>(async (c, next) => {
  if (c.req.header('sec-fetch-site') !== 'same-origin') throw new Forbidden('Only the desk itself may call this.');
  await next();
});

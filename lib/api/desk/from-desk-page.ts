import { createMiddleware } from 'hono/factory';
import { Forbidden } from '@/lib/core/errors';
import { assertPageUser, pageUserHeader } from '@/lib/platform/auth/page-user';
import type { DeskEnv } from '../http/environment';

/**
 * For the few calls of the desk that write: a browser must say that the desk's own page sends them, and that page must be of
 * the person who is signed in. @throws Forbidden, Conflict `other_user`
 */
export const fromDeskPage = createMiddleware<DeskEnv>(async (c, next) => {
  if (c.req.header('sec-fetch-site') !== 'same-origin') throw new Forbidden('Only the desk itself may call this.');
  assertPageUser(c.req.header(pageUserHeader), c.var.ctx.actor);
  await next();
});

import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import {
  Forbidden,
  KeyExpired,
  NeedsSecondFactor,
  OriginNotAllowed,
  Unauthenticated,
  WrongNetwork,
} from '@/lib/core/errors';
import { unattendedHeader } from '@/lib/platform/auth/page-user';
import { sessionCookie, userOfCookie } from '@/lib/platform/auth/session';
import { assertCan } from '@/lib/platform/context/assert-can';
import { readsDatabase } from '@/lib/platform/context/context';
import { can, type Permission } from '@/lib/platform/context/permissions';
import { checkKey } from './check-key';
import { isForPages } from './cross-origin';
import { type DeskEnv, type KeyEnv, makeContext } from './environment';

/** The token of an `Authorization: Bearer …` header. */
export const bearerOf = (header: string | undefined) => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];

/** `Authorization: Bearer <api key>`. @throws Unauthenticated, Forbidden (a network that the key is not for), RateLimited */
export const bearer = (lane: 'v1' | 'management') =>
  createMiddleware<KeyEnv>(async (c, next) => {
    const token = bearerOf(c.req.header('authorization'));
    if (!token) throw new Unauthenticated('Send your API key as "Authorization: Bearer <key>".');
    const check = await checkKey(c.var, token, lane);
    if (check.state === 'wrong_network') throw new WrongNetwork(c.var.address);
    if (check.state === 'expired') throw new KeyExpired();
    if (check.state !== 'ok') throw new Unauthenticated('This API key is unknown, revoked or switched off.');
    if (check.publishable) {
      if (!isForPages(c.req)) throw new Forbidden('A publishable key only checks public coupons.');
      if (!c.var.call.allowedOrigin) throw new OriginNotAllowed(c.var.pageOrigin);
    }
    c.set('ctx', makeContext(c.var, check.actor));
    await next();
  });

/** After `bearer`: a publishable key passes, whose answers are its own; of every other this asks `needs`. */
export const needsUnlessPublishable = (permission: Permission) =>
  Object.assign(
    createMiddleware<KeyEnv>(async (c, next) => {
      if (!can(c.var.ctx.actor, 'redemptions.check')) await assertCan(c.var.ctx, permission);
      await next();
    }),
    { permission },
  );

/** After `bearer`, and before the body is read: a key without the permission learns nothing about its body. @throws Forbidden */
export const needs = (permission: Permission) =>
  Object.assign(
    createMiddleware<KeyEnv>(async (c, next) => {
      await assertCan(c.var.ctx, permission);
      await next();
    }),
    { permission },
  );

/** The desk's own pages: the session cookie, and only from our own origin (a form of another site is refused). */
export const deskSession = createMiddleware<DeskEnv>(async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') throw new Forbidden('Only the desk itself may call this.');
  const { database, now } = c.var.dependencies;
  const user = await userOfCookie(readsDatabase(database()), getCookie(c, sessionCookie()), now(), {
    isUnattended: c.req.header(unattendedHeader) !== undefined,
  });
  if (!user) throw new Unauthenticated();
  if (user.needsFactor) throw new NeedsSecondFactor();
  c.set('ctx', makeContext(c.var, user));
  await next();
});

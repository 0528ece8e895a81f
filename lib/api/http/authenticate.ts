import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { Forbidden, KeyExpired, Unauthenticated, WrongNetwork } from '@/lib/core/errors';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import { sessionCookie, userOfCookie } from '@/lib/platform/auth/session';
import { assertCan, type Permission } from '@/lib/platform/context/permissions';
import { type DeskEnv, type KeyEnv, makeContext } from './environment';

/** `Authorization: Bearer <api key>`. @throws Unauthenticated, Forbidden (a network that the key is not for) */
export const bearer = createMiddleware<KeyEnv>(async (c, next) => {
  const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (!token) throw new Unauthenticated('Send your API key as "Authorization: Bearer <key>".');
  const { database, now } = c.var.dependencies;
  const check = await verifyApiKey(database(), token, now(), c.var.address);
  if (check.state === 'wrong_network') throw new WrongNetwork(c.var.address);
  if (check.state === 'expired') throw new KeyExpired();
  if (check.state !== 'ok') throw new Unauthenticated('This API key is unknown, revoked or switched off.');
  c.set('ctx', makeContext(c.var, check.actor));
  await next();
});

/** After `bearer`, and before the body is read: a key without the permission learns nothing about its body. @throws Forbidden */
export const needs = (permission: Permission) =>
  createMiddleware<KeyEnv>(async (c, next) => {
    assertCan(c.var.ctx, permission);
    await next();
  });

/** The desk's own pages: the session cookie, and only from our own origin (a form of another site is refused). */
export const deskSession = createMiddleware<DeskEnv>(async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') throw new Forbidden('Only the desk itself may call this.');
  const { database, now } = c.var.dependencies;
  const user = await userOfCookie(database(), getCookie(c, sessionCookie()), now());
  if (!user) throw new Unauthenticated();
  c.set('ctx', makeContext(c.var, user));
  await next();
});

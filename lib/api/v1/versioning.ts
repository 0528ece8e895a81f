import { createMiddleware } from 'hono/factory';
import { Invalid } from '@/lib/core/errors';
import { deprecatedFields, deprecatedSince } from '@/lib/domain/redemptions/redemptions/schemas';
import type { ApiEnv, KeyEnv } from '../http/environment';

/** The only one so far: a key is pinned to nothing until there is another. */
export const apiVersion = '2026-11-01';
const header = 'coupon-desk-version';

/** `Coupon-Desk-Version` on every answer under `/api/v1`. */
export const sayVersion = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  if (/^\/api\/v1(?:\/|$)/.test(c.req.path)) c.res.headers.set(header, apiVersion);
});

/** A request can name the version that it was written for. @throws Invalid for another than there is */
export const refuseOtherVersions = createMiddleware<KeyEnv>(async (c, next) => {
  const asked = c.req.header(header);
  if (asked !== undefined && asked !== apiVersion) {
    throw new Invalid({ [header]: [`There is no such version. Send ${apiVersion}, or leave the header out.`] });
  }
  await next();
});

/** RFC 9745: to a request with a field that has another name by now, since when it has, and where that is written. */
export const sayDeprecated = createMiddleware<KeyEnv>(async (c, next) => {
  await next();
  if (!Object.keys(c.req.bodyCache).length) return;
  const text = await c.req.text();
  if (!deprecatedFields.some((name) => text.includes(`"${name}"`)) || !hasDeprecated(text)) return;
  c.res.headers.set('deprecation', `@${Date.parse(deprecatedSince) / 1000}`);
  c.res.headers.set('link', '</docs/deprecation>; rel="deprecation"; type="text/html"');
});

function hasDeprecated(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && deprecatedFields.some((name) => name in body);
  } catch {
    return false;
  }
}

import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { modeOfKey } from '@/lib/platform/auth/api-key';
import { takesTestKey } from '@/lib/platform/test-mode/takes-test-key';
import { bearerOf } from './authenticate';
import type { ApiEnv, PassToTestMode } from './environment';
import { limitBody, mebibyte } from './limit-body';

/**
 * Sends a request on to test mode: undefined for a key of the live mode or of nobody, and where there is no test mode. An app that is
 * called directly has no `env`.
 */
export async function testModeFor(c: Context<ApiEnv>, key: unknown): Promise<PassToTestMode | undefined> {
  if (typeof key !== 'string' || modeOfKey(key) !== 'test') return undefined;
  const pass = (c.env as ApiEnv['Bindings'] | undefined)?.testMode;
  return pass && (await takesTestKey(c.var.dependencies.database(), key)) ? pass : undefined;
}

/**
 * Hands a request with a test key to the process of test mode, before anything else is done for it here. The key of a Nettv purchase
 * is in its body: that call hands itself on. Without that process such a key is refused, as everywhere that forgets to ask.
 */
export const passTestKeys = createMiddleware<ApiEnv>(async (c, next) => {
  const key = bearerOf(c.req.header('authorization')) ?? (c.req.url.includes('token=') ? c.req.query('token') : '');
  const pass = await testModeFor(c, key);
  if (!pass) return next();
  // Whole: what is cut in the middle has not begun there.
  await limitBody(mebibyte)(c, async () => {
    const body = c.req.raw.body ? Buffer.from(await c.req.raw.arrayBuffer()) : undefined;
    c.res = await pass(c.req.raw, body);
  });
});

import { createMiddleware } from 'hono/factory';
import type { Context } from '@/lib/platform/context/context';
import { describeCall } from '@/lib/platform/security/describe-call';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { type ApiEnv, originOf } from './environment';

/** Records what was refused with 403, of every contract, with who asked for it. Keys that are refused record themselves. */
export const recordRefusals = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  if (c.res.status !== 403) return;
  const ctx = (c.var as { ctx?: Context }).ctx;
  if (!ctx && !c.req.path.startsWith('/api/desk')) return;
  const { requestId, dependencies } = c.var;
  const source = ctx ?? { actor: null, now: dependencies.now, origin: originOf(c.var), requestId };
  recordSecurityEvent(source, { kind: 'action.refused', data: { asked: describeCall(c.req.method, c.req.path) } });
});

import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'hono/utils/cookie';
import next from 'next';
import { insteadOfPage } from '@/app/instead-of-page';
import { closeDatabase, getDatabase, readsOf } from '@/db/client';
import { app } from '@/lib/api/app';
import { guideSlugs } from '@/lib/api/guides/read-guides';
import { nodeListener } from '@/lib/api/node-listener';
import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import { routes } from '@/lib/core/routes';
import { flushRefusals } from '@/lib/domain/redemptions/redemptions/keep-refusal';
import { keyedRows } from '@/lib/domain/sales/pins/keyed-rows';
import { trustClientAddressHeader } from '@/lib/platform/auth/client-address';
import { servesHttps, sessionCookie, userOfCookie } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { isLedOn, permissionOfPage } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { databaseIsDown, watchDatabase } from '@/lib/platform/health/database-watch';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { createMetrics } from '@/lib/platform/metrics/metrics';
import { createRouteNamer } from '@/lib/platform/metrics/route-name';
import { serveMetrics } from '@/lib/platform/metrics/serve-metrics';
import { oidcProviders } from '@/lib/platform/oidc/providers';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { logConsole } from '@/lib/platform/process/log-console';
import { serveStatic } from '@/lib/platform/process/serve-static';
import { sharePages } from '@/lib/platform/process/shared-page';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';

export type RunningServer = { port: number; close: () => Promise<void> };

const root = path.dirname(fileURLToPath(import.meta.url));

/**
 * Serves the built app: the HTTP API straight from Hono, everything else from Next, one port, one process. The queue's
 * workers run here too. `close` ends it all in order and gives unfinished jobs back.
 */
export async function startServer({ port, host }: { port: number; host?: string | undefined }): Promise<RunningServer> {
  logConsole();
  // What is wrong with them is said now, not on the sign-in page.
  oidcProviders();
  trustClientAddressHeader();
  const pages = next({ dev: false, dir: root, port, hostname: host ?? 'localhost' });
  // Before anything is served or worked at: with other keys, what is sold now could never be read.
  await registerKeys(getDatabase(), keyedRows);
  await Promise.all([pages.prepare(), startJobs()]);
  const metrics = await startMetrics();
  const endWatch = watchDatabase();
  const http = createHttpServer({
    api: nodeListener(app),
    pages: sharePages(
      [routes.apiReference(), ...guideSlugs.map(routes.guide)],
      serveStatic(path.join(root, '.next'), pages.getRequestHandler()),
    ),
    trustProxy: env().TRUST_PROXY === 'true',
    https: servesHttps(),
    hstsSubdomains: env().HSTS_SUBDOMAINS === 'true',
    ...(metrics ? { observe: metrics.observe } : {}),
    isDown: databaseIsDown,
    insteadOfPage,
    limits: { pages: env().MAX_PAGES },
    sessionCookie: sessionCookie(),
    isKnown: async (request) => (await userOf(request)) !== null,
    isForbidden: async (request) => {
      const permission = permissionOfPage(request.url ?? '');
      if (permission === null) return false;
      const user = await userOf(request);
      return user !== null && !can(user, permission) && !isLedOn(user, request.url ?? '');
    },
  });
  await new Promise<void>((resolve, reject) => {
    http.server.once('error', reject);
    http.server.listen({ port, host }, resolve);
  });
  return {
    port: (http.server.address() as AddressInfo).port,
    async close() {
      await http.close();
      await metrics?.close();
      await stopJobs();
      await pages.close();
      await endWatch();
      await flushSecurityEvents();
      await flushRefusals(getDatabase());
      await flushCalls(getDatabase());
      await closeDatabase();
    },
  };
}

/** Nothing when METRICS_PORT is not set. */
async function startMetrics() {
  const { METRICS_PORT: port, METRICS_HOST: host } = env();
  if (port === undefined) return undefined;
  const metrics = createMetrics(readsOf(getDatabase()));
  const ofPages = path.join(root, '.next/app-path-routes-manifest.json');
  const pages = Object.values(JSON.parse(readFileSync(ofPages, 'utf8')) as Record<string, string>);
  const nameOf = createRouteNamer([...pages, ...app.routes.map((route) => route.path)]);
  const { close } = await serveMetrics(metrics, { port, host });
  return {
    close,
    observe: ({ target, ...request }: { lane: string; target: string; method: string; status: number; ms: number }) =>
      metrics.observe({ ...request, route: nameOf(target, request.status) }),
  };
}

function userOf({ headers }: IncomingMessage): Promise<UserActor | null> {
  const name = sessionCookie();
  // The page that is asked for reads the session once more, and notes its use.
  return userOfCookie(readsOf(getDatabase()), parse(headers.cookie ?? '', name)[name], new Date(), {
    isUnattended: true,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startServer({ port: Number(process.env.PORT ?? 3000), host: process.env.HOST });
  logger.info({ port: server.port }, 'ready');
  stopOnSignals(() => server.close());
}

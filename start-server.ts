import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parse } from 'hono/utils/cookie';
import { insteadOfPage } from '@/app/instead-of-page';
import { getDatabase, readsOf } from '@/db/client';
import { app } from '@/lib/api/app';
import { guideSlugs } from '@/lib/api/guides/read-guides';
import { nodeListener } from '@/lib/api/node-listener';
import { slugOfTag, tags } from '@/lib/api/openapi/tags';
import { env } from '@/lib/core/env';
import { routes } from '@/lib/core/routes';
import { trustClientAddressHeader } from '@/lib/platform/auth/client-address';
import { servesHttps, sessionCookie, userOfCookie } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { isForbiddenPage, permissionOfPage } from '@/lib/platform/context/page-permissions';
import { databaseIsDown, watchDatabase } from '@/lib/platform/health/database-watch';
import { sayStopping } from '@/lib/platform/health/stopping';
import { createMetrics } from '@/lib/platform/metrics/metrics';
import { createRouteNamer } from '@/lib/platform/metrics/route-name';
import { serveMetrics } from '@/lib/platform/metrics/serve-metrics';
import { oidcProviders } from '@/lib/platform/oidc/providers';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { keepChild } from '@/lib/platform/process/keep-child';
import { passOn } from '@/lib/platform/process/pass-on';
import { makeProcessSocket } from '@/lib/platform/process/process-socket';
import { programFile } from '@/lib/platform/process/program-file';
import { refusePage } from '@/lib/platform/process/refuse';
import { serveStatic } from '@/lib/platform/process/serve-static';
import { sharePages } from '@/lib/platform/process/shared-page';
import { openTestMode } from '@/lib/platform/process/test-mode';
import { workerNodeOptions } from '@/lib/platform/process/worker-node-options';
import { traceRequests } from '@/lib/platform/tracing/trace-requests';
import { closeRole, openRole } from '@/lib/worker/role';

/** How long a page waits for the process that makes it, while that is started again. */
const pagesLimitMs = 10_000;
/** Longer than its jobs are waited for. */
const childLimitMs = 12_000;

export type RunningServer = {
  port: number;
  /** On SIGTERM alone requests are still taken for a while: behind a terminal there is no load balancer. */
  close: (reason?: string) => Promise<void>;
};

type ServerOptions = {
  port: number;
  host?: string | undefined;
  /** One of the other processes ends again and again, for this reason. */
  giveUp: (reason: string) => void;
};

/**
 * Serves the built app on one port: the HTTP API straight from Hono, everything else from a process that makes pages. That one and
 * the one that does the jobs are started here, so that neither keeps a call waiting, unless the settings say that they run elsewhere.
 * `close` ends it all in order and gives unfinished jobs back.
 */
export async function startServer({ port, host, giveUp }: ServerOptions): Promise<RunningServer> {
  // What is wrong with them is said now, not on the sign-in page.
  oidcProviders();
  trustClientAddressHeader();
  await openRole({ signsIn: true });
  const [pages, worker] = await Promise.all([startPages({ port, host, giveUp }), startWorker(giveUp)]);
  const metrics = await startMetrics();
  const endWatch = watchDatabase();
  const testMode = openTestMode(programFile('test-mode'));
  const bindings = testMode ? { testMode: testMode.pass } : {};
  const http = createHttpServer({
    api: traceRequests(
      nodeListener({ fetch: (request, node) => app.fetch(request, Object.assign(node ?? {}, bindings)) }),
      createRouteNamer(app.routes.map((route) => route.path)),
    ),
    pages: sharePages(
      [
        routes.apiReference(),
        ...tags.map(({ name }) => routes.callsReference(slugOfTag(name))),
        ...guideSlugs.map(routes.guide),
      ],
      serveStatic(path.resolve('.next'), passOn(pages)),
      { hasName: env().PUBLIC_URL !== undefined },
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
      if (permissionOfPage(request.url ?? '') === null) return false;
      const user = await userOf(request);
      return user !== null && isForbiddenPage(user, request.url ?? '');
    },
  });
  await new Promise<void>((resolve, reject) => {
    http.server.once('error', reject);
    http.server.listen({ port, host }, resolve);
  });
  return {
    port: (http.server.address() as AddressInfo).port,
    async close(reason) {
      sayStopping();
      const stayMs = reason === 'SIGTERM' ? env().STOP_DELAY_MS : 0;
      await Promise.all([http.close(stayMs), worker?.stop(childLimitMs)]);
      await testMode?.stop(childLimitMs);
      await metrics?.close();
      await pages.stop(childLimitMs);
      await endWatch();
      await closeRole();
    },
  };
}

async function startPages({ port, host, giveUp }: ServerOptions) {
  const { PAGES_URL } = env();
  if (PAGES_URL) {
    const url = new URL(PAGES_URL);
    const to = { host: url.hostname, port: Number(url.port || 80) };
    return { to, ready: async () => {}, refuse: refusePages, stop: async () => {} };
  }
  const { socketPath, remove } = await makeProcessSocket();
  const ofPages = { PAGES_SOCKET: socketPath, PORT: String(port), HOST: host ?? 'localhost' };
  const child = await keepChild({ name: 'pages', file: programFile('pages'), env: ofPages, giveUp });
  return {
    to: { socketPath },
    ready: () => child.ready(pagesLimitMs),
    refuse: refusePages,
    async stop(limitMs: number) {
      await child.stop(limitMs);
      await remove();
    },
  };
}

function startWorker(giveUp: ServerOptions['giveUp']) {
  if (env().WORKER === 'false') return undefined;
  // Its jobs have connections of their own.
  const ofWorker = { DATABASE_POOL: '2' };
  const nodeOptions = workerNodeOptions;
  return keepChild({ name: 'worker', file: programFile('worker'), nodeOptions, env: ofWorker, giveUp });
}

const refusePages = (request: IncomingMessage, response: ServerResponse): void =>
  refusePage(response, { reason: 'unavailable', page: insteadOfPage(request, 'unavailable') });

/** Nothing when METRICS_PORT is not set. */
async function startMetrics() {
  const { METRICS_PORT: port, METRICS_HOST: host } = env();
  if (port === undefined) return undefined;
  const metrics = createMetrics(readsOf(getDatabase()));
  const ofPages = readFileSync('.next/app-path-routes-manifest.json', 'utf8');
  const pages = Object.values(JSON.parse(ofPages) as Record<string, string>);
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

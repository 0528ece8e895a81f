import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'hono/utils/cookie';
import next from 'next';
import { closeDatabase, getDatabase } from '@/db/client';
import { app } from '@/lib/api/app';
import { nodeListener } from '@/lib/api/node-listener';
import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import { assertReadable } from '@/lib/domain/sales/pins/assert-readable';
import { trustClientAddressHeader } from '@/lib/platform/auth/client-address';
import { servesHttps, sessionCookie, userOfCookie } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { permissionOfPage } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { logConsole } from '@/lib/platform/process/log-console';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';

export type RunningServer = { port: number; close: () => Promise<void> };

const root = path.dirname(fileURLToPath(import.meta.url));

/**
 * Serves the built app: the HTTP API straight from Hono, everything else from Next, one port, one process. The queue's
 * workers run here too. `close` ends it all in order and gives unfinished jobs back.
 */
export async function startServer({ port, host }: { port: number; host?: string | undefined }): Promise<RunningServer> {
  logConsole();
  trustClientAddressHeader();
  const pages = next({ dev: false, dir: root, port, hostname: host ?? 'localhost' });
  // Before anything is served or worked at: with other keys, what is sold now could never be read.
  await registerKeys(getDatabase(), assertReadable);
  await Promise.all([pages.prepare(), startJobs()]);
  const http = createHttpServer({
    api: nodeListener(app),
    pages: pages.getRequestHandler(),
    trustProxy: env().TRUST_PROXY === 'true',
    https: servesHttps(),
    isKnown: async (request) => (await userOf(request)) !== null,
    isForbidden: async (request) => {
      const permission = permissionOfPage(request.url ?? '');
      if (permission === null) return false;
      const user = await userOf(request);
      return user !== null && !can(user, permission);
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
      await stopJobs();
      await pages.close();
      await closeDatabase();
    },
  };
}

function userOf({ headers }: IncomingMessage): Promise<UserActor | null> {
  const name = sessionCookie();
  return userOfCookie(getDatabase(), parse(headers.cookie ?? '', name)[name], new Date());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startServer({ port: Number(process.env.PORT ?? 3000), host: process.env.HOST });
  logger.info({ port: server.port }, 'ready');
  stopOnSignals(() => server.close());
}

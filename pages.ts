import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import next from 'next';
import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import { trustClientAddressHeader } from '@/lib/platform/auth/client-address';
import { childIsReady } from '@/lib/platform/process/keep-child';
import { createPagesServer } from '@/lib/platform/process/pages-server';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { closeRole, openRole } from '@/lib/worker/role';

// The role `pages`: Next, for the process that has the port. `server.ts` starts one on a socket; alone it listens on PORT and
// HOST, which only such processes may reach: it believes what they say of a request's client.
const { PAGES_SOCKET: socket, PORT, HOST: host = '127.0.0.1' } = process.env;
const port = Number(PORT ?? 3001);

trustClientAddressHeader();
// What an action keeps in a page is read by every host, and by nobody who only knows the build.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = createHmac('sha256', env().NEXTAUTH_SECRET)
  .update('what an action keeps in a page')
  .digest('base64');
const pages = next({ dev: false, dir: process.cwd(), port, hostname: host });
const server = createPagesServer(pages.getRequestHandler());
stopOnSignals(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await pages.close();
  await closeRole();
});
// One after the other: Next keeps the event loop busy for as long as a connection is waited for.
await openRole({ signsIn: !socket });
await pages.prepare();
// One that was killed leaves it.
if (socket) rmSync(socket, { force: true });
await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen(socket ? { path: socket } : { port, host }, resolve);
});
logger.info(socket ? {} : { port, host }, 'pages are ready');
childIsReady();

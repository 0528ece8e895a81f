import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { getDatabase } from '@/db/client';
import { createApp } from '@/lib/api/app';
import { nodeListener } from '@/lib/api/node-listener';
import { logger } from '@/lib/core/logger';
import { fillTestDatabase, putOnSale } from '@/lib/domain/sales/test-mode/fill-test-database';
import { findMagicFault } from '@/lib/domain/sales/test-mode/find-magic-fault';
import { startFollowingMagicSales } from '@/lib/domain/sales/test-mode/follow-magic-sales';
import { trustClientAddressHeader } from '@/lib/platform/auth/client-address';
import { systemContext } from '@/lib/platform/context/context';
import { processNow } from '@/lib/platform/context/process-clock';
import { childIsReady } from '@/lib/platform/process/keep-child';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { beyondCredit, magicContacts } from '@/lib/platform/test-mode/magic-values';
import { followTestClock, openTestClock } from '@/lib/platform/test-mode/test-clock';
import { closeRole, openRole } from '@/lib/worker/role';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';
import { startKhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { startMessageSandbox } from '@/sandbox/messages/start-message-sandbox';

// Test mode: the API and the jobs over the test database, on a socket. Only the process that has the port asks it, and starts it with
// the first test key (`lib/platform/process/test-mode.ts`). What the desk is connected to is a sandbox here, whatever the settings say.
const { TEST_MODE_SOCKET: socket = '' } = process.env;
trustClientAddressHeader();
const context = () => systemContext(getDatabase(), 'Test mode');
const khalti = await startKhaltiSandbox({ faultOf: (reference) => findMagicFault(context(), reference) });
const messages = await startMessageSandbox(
  (receiver) => magicContacts.find(({ contact }) => contact === receiver)?.outcome,
);
khalti.setProduct(beyondCredit);
Object.assign(process.env, {
  KHALTI_BASE_URL: khalti.url,
  KHALTI_TOKEN: khalti.token,
  ...{ SPARROW_BASE_URL: messages.url, SPARROW_TOKEN: 'test-mode', SPARROW_FROM: 'TestMode' },
  ...{ RESEND_BASE_URL: messages.url, RESEND_API_KEY: 're_test_mode', EMAIL_FROM: 'test-mode@example.com' },
});

const clock = openTestClock(getDatabase);
const followingClock = followTestClock(clock);
const app = createApp({ database: getDatabase, now: processNow, clock });
const server = createServer(
  // The port has refused what is odd about a request.
  { keepAliveTimeout: 0, requestTimeout: 0, maxHeaderSize: 32 * 1024, requireHostHeader: false },
  nodeListener(app),
);
const followingSales = startFollowingMagicSales(context);
stopOnSignals(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await Promise.all([followingClock.stop(), followingSales.stop()]);
  await stopJobs();
  await Promise.all([khalti.close(), messages.close()]);
  await closeRole();
});
await openRole();
await fillTestDatabase(context());
await putOnSale(context());
await startJobs();
rmSync(socket, { force: true });
await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen({ path: socket }, resolve);
});
logger.info('test mode is ready');
childIsReady();

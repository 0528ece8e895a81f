import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import { stopLimitMs, stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { type RunningServer, startServer } from './start-server';

// The role `api`: it has the port, and starts the two other roles unless the settings say that they run elsewhere.
let server: RunningServer | undefined;
const stop = stopOnSignals(async (reason) => server?.close(reason), {
  limitMs: () => stopLimitMs + env().STOP_DELAY_MS,
});
const giveUp = (reason: string) => {
  logger.fatal({ reason }, 'a process of the desk ends again and again');
  stop('a process ends again and again', 1);
};
server = await startServer({ port: Number(process.env.PORT ?? 3000), host: process.env.HOST, giveUp });
logger.info({ port: server.port }, 'ready');

import { app } from '@/lib/api/app';
import { nodeListener } from '@/lib/api/node-listener';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { startJobs } from '@/lib/worker/start-jobs';

/**
 * The HTTP API in a process of its own, for a benchmark that forks it: its memory is its own, and so is its CPU. Says its
 * port, and answers `reset` and `peak` with the memory it holds and the most it held since the last `reset`, in bytes.
 * After `jobs` it does them, too.
 */
const { server } = createHttpServer({
  api: nodeListener(app),
  pages: (_request, response) => response.end('hello'),
});

let peak = 0;
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
let isWatched = false;

process.on('message', (message) => {
  if (message === 'jobs') {
    void startJobs();
    return;
  }
  if (message === 'reset') {
    globalThis.gc?.();
    peak = 0;
    if (!isWatched) setInterval(look, 10).unref();
    isWatched = true;
  }
  look();
  process.send?.({ peak });
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));

import { app } from '@/lib/api/app';
import { nodeListener } from '@/lib/api/node-listener';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { collectWhenAsked } from './collect-when-asked';

/**
 * The HTTP API in a process of its own, for a benchmark that forks it: its memory is its own, and so is its CPU. Says its
 * port.
 */
const { server } = createHttpServer({
  api: nodeListener(app),
  pages: (_request, response) => response.end('hello'),
});

collectWhenAsked();
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));

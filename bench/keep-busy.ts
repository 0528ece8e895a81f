import net from 'node:net';
import { rateOf } from './pgbench';

/**
 * Keep-alive clients in a process of their own, each sending its next request once the last is answered. They speak over
 * bare sockets: `node:http` would take more of the machine than the server it measures.
 */
export type Load = {
  port: number;
  connections: number;
  seconds: number;
  method: 'GET' | 'POST';
  path: string;
  /** One for each client in turn; `{reference}` becomes a new one in each request. */
  bodies: string[];
};

const headEnd = '\r\n\r\n';

function keepBusy(load: Load, client: number, until: number, latencies: number[]): Promise<void> {
  const { port, method, path, bodies } = load;
  const body = bodies[client % bodies.length] ?? '';
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let sent = 0;
    let started = 0;
    let received = '';
    const send = () => {
      if (performance.now() >= until) return socket.end(resolve);
      const text = body.replace('{reference}', `${process.pid}-${client}-${sent++}-${Date.now()}`);
      const type = 'content-type: application/json\r\n';
      started = performance.now();
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: bench\r\n${type}content-length: ${text.length}${headEnd}${text}`,
      );
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (piece: string) => {
      received += piece;
      const head = received.indexOf(headEnd);
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1]);
      if (received.length < head + headEnd.length + length) return;
      if (!received.startsWith('HTTP/1.1 200')) return reject(new Error(received));
      received = '';
      latencies.push(performance.now() - started);
      send();
    });
  });
}

process.on('message', async (load: Load) => {
  const latencies: number[] = [];
  const until = performance.now() + load.seconds * 1000;
  await Promise.all(Array.from({ length: load.connections }, (_, client) => keepBusy(load, client, until, latencies)));
  process.send?.(rateOf(latencies, load.seconds));
});
process.on('disconnect', () => process.exit());

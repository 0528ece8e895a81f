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
  headers?: Record<string, string>;
  /** One for each client in turn; `{reference}` becomes a new one in each request, there and in the headers. */
  bodies: string[];
  /** What `{value}` becomes, each once: more requests than values are a fault. */
  values?: string[];
  status?: number;
};

const headEnd = '\r\n\r\n';

function generateLoad(load: Load, client: number, until: number, latencies: number[]): Promise<void> {
  const { port, method, path, bodies, values, headers = {}, status = 200 } = load;
  const body = bodies[client % bodies.length] ?? '';
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n${more.join('')}`;
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let sent = 0;
    let started = 0;
    let received = '';
    const send = () => {
      if (performance.now() >= until) return socket.end(resolve);
      const reference = `${process.pid}-${client}-${sent++}-${Date.now()}`;
      const value = values?.pop();
      if (values && value === undefined) return reject(new Error('There are more requests than values.'));
      const text = body.replaceAll('{reference}', reference).replace('{value}', value ?? '');
      started = performance.now();
      socket.write(
        `${head.replace('{reference}', reference)}content-length: ${Buffer.byteLength(text)}${headEnd}${text}`,
      );
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (piece: string) => {
      received += piece;
      const end = received.indexOf(headEnd);
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, end))?.[1]);
      if (received.length < end + headEnd.length + length) return;
      if (!received.startsWith(`HTTP/1.1 ${status}`)) return reject(new Error(received));
      received = '';
      latencies.push(performance.now() - started);
      send();
    });
  });
}

process.on('message', async (load: Load) => {
  const latencies: number[] = [];
  const until = performance.now() + load.seconds * 1000;
  await Promise.all(
    Array.from({ length: load.connections }, (_, client) => generateLoad(load, client, until, latencies)),
  );
  process.send?.(rateOf(latencies, load.seconds));
});
process.on('disconnect', () => process.exit());

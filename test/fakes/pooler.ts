import { once } from 'node:events';
import net from 'node:net';

/** `lifo` and `round-robin` are orders in which a pooler gives out its server connections; `statement` refuses transactions. */
export type PoolerKind = 'none' | 'lifo' | 'round-robin' | 'statement';

const message = (type: string, ...parts: (Buffer | string)[]) => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const int = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
};
const started = Buffer.concat([message('R', int(0, 4)), message('K', int(1, 4), int(1, 4))]);
const column = message('T', int(1, 2), 'pid\0', int(0, 4), int(0, 2), int(23, 4), int(4, 2), int(-1, 4), int(0, 2));
const rowOf = (pid: number) => message('D', int(1, 2), int(String(pid).length, 4), String(pid));
const refused = message('E', 'SERROR\0C08P01\0Mtransaction blocks not allowed in statement pooling mode\0\0');

/** What answers as Postgres does who it is, with its server connections given out as a pooler of this kind does. */
export async function openPoolerFake(kind: PoolerKind): Promise<{ url: string; close: () => void }> {
  const idle = [101, 102, 103];
  const server = net.createServer((client) => {
    const own = idle.length > 0 && kind === 'none' ? idle.pop() : undefined;
    let held: number | undefined;
    let isStarted = false;
    client.on('error', () => {});
    client.on('data', (bytes) => {
      if (!isStarted) {
        isStarted = true;
        client.write(Buffer.concat([started, ready()]));
        return;
      }
      for (const { type, body } of messages(bytes)) client.write(answer(type, body));
    });

    function answer(type: string, body: string): Buffer {
      if (type === 'Q') return Buffer.concat([run(body), ready()]);
      if (type === 'P') run(body);
      const acknowledged: Record<string, Buffer> = { P: message('1'), D: message('n'), B: message('2') };
      if (type === 'E') return message('C', 'DONE\0');
      return type === 'S' ? ready() : (acknowledged[type] ?? Buffer.alloc(0));
    }

    function run(text: string): Buffer {
      if (text.includes('begin')) {
        if (kind === 'statement') return refused;
        held = own ?? idle.pop();
        return message('C', 'BEGIN\0');
      }
      if (/commit|rollback/.test(text)) {
        if (held !== undefined && held !== own) giveBack(held);
        held = undefined;
        return message('C', 'COMMIT\0');
      }
      const pid = held ?? own ?? idle.pop() ?? 0;
      if (held === undefined && own === undefined) giveBack(pid);
      return Buffer.concat([column, rowOf(pid), message('C', 'SELECT 1\0')]);
    }

    const ready = () => message('Z', held === undefined ? 'I' : 'T');
  });

  function giveBack(pid: number): void {
    if (kind === 'round-robin') idle.unshift(pid);
    else idle.push(pid);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return { url: `postgres://desk:desk@127.0.0.1:${port}/desk`, close: () => server.close() };
}

function* messages(bytes: Buffer): Generator<{ type: string; body: string }> {
  for (let at = 0; at + 5 <= bytes.length; ) {
    const length = bytes.readInt32BE(at + 1);
    yield { type: String.fromCharCode(bytes[at] ?? 0), body: bytes.subarray(at + 5, at + 1 + length).toString() };
    at += 1 + length;
  }
}

import net from 'node:net';

export type DatabaseProxy = {
  /** The database's address, through the proxy and over TCP. */
  url: string;
  /** The next request that holds this text reaches the database; its answer is swallowed, and the connection closed. */
  swallow: (text: string) => void;
  /** Nothing arrives any more, in either direction, until it is thawed. */
  freeze: () => void;
  thaw: () => void;
  /** Connections are cut and refused until it is opened again. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  close: () => Promise<void>;
};

/** Real sockets between a pool and its Postgres, with what can happen to them. */
export async function openDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let swallowed: string | undefined;
  let isFrozen = false;
  let server = makeServer();
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  function makeServer() {
    return net.createServer((client) => {
      const database = net.connect(Number(target.port), target.hostname);
      let isSwallowing = false;
      for (const socket of [client, database]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => sockets.delete(socket));
      }
      client.on('data', (bytes) => {
        if (swallowed !== undefined && bytes.includes(swallowed)) {
          swallowed = undefined;
          isSwallowing = true;
        }
        database.write(bytes);
      });
      database.on('data', (bytes) => {
        if (!isSwallowing) return client.write(bytes);
        client.destroy();
        database.end();
      });
      client.on('close', () => database.end());
      database.on('close', () => client.destroy());
      if (isFrozen) for (const socket of [client, database]) socket.pause();
    });
  }

  function listen(at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
  }

  function stop(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  return {
    url: url.href,
    swallow(text) {
      swallowed = text;
    },
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    stop,
    async start() {
      server = makeServer();
      await listen(port);
    },
    close: stop,
  };
}

import { createServer } from 'node:net';

/** PORT, 3000 by default. @throws with a plain message when it is no port number. */
export function wantedPort(): number {
  const text = process.env.PORT || '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`PORT is "${text}"; it has to be a number up to 65535.`);
  return port;
}

export async function isPortFree(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(`Port ${port} cannot be used: ${error.message}`));
    });
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });
}

export function takenPortMessage(port: number): string {
  return `Port ${port} is taken by another program. Choose another: PORT=${port === 65_535 ? 3000 : port + 1} npm run up`;
}

/**
 * Whether this uncaught error is postgres.js 3.4.9 writing to a connection that Postgres has just ended in an open
 * transaction. The query itself is rejected to its caller and the pool opens a new connection, so the process goes on.
 */
export function isDriverFault(error: unknown): boolean {
  if (!(error instanceof TypeError)) return false;
  const frame = error.stack?.split('\n')[1] ?? '';
  return frame.includes('nextWrite') && /[\\/]postgres[\\/].*connection\.js/.test(frame);
}

/** Whether this is a connection to the database that was refused or cut and that nobody waits for: pools open another one. */
export function isLostConnection(error: unknown): boolean {
  const { syscall, address = '', port } = error as { syscall?: string; address?: string; port?: number };
  if (syscall !== 'connect') return false;
  const { DATABASE_URL, DATABASE_DIRECT_URL } = process.env;
  const ports = [DATABASE_URL, DATABASE_DIRECT_URL || DATABASE_URL].map((url) =>
    Number(URL.parse(url ?? '')?.port || 5432),
  );
  return address.includes('.s.PGSQL.') || (port !== undefined && ports.includes(port));
}

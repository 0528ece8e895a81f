import { Busy, NotNow, OutcomeUnknown, Unavailable } from './errors';

type DriverError = Error & {
  code?: unknown;
  constraint_name?: unknown;
  severity?: unknown;
  syscall?: unknown;
};

function errorWith(error: unknown, isIt: (error: DriverError) => boolean): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isIt(error)) return error;
  return error.cause === undefined ? undefined : errorWith(error.cause, isIt);
}

/** The name of the unique, check or foreign-key constraint that refused a write, or undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  const found = errorWith(error, (one) => 'constraint_name' in one);
  const integrity = typeof found?.code === 'string' && found.code.startsWith('23');
  return integrity && typeof found.constraint_name === 'string' ? found.constraint_name : undefined;
}

/**
 * What a failed statement says of itself. `undone`: Postgres refused it, and its transaction with it. `not_now`: it was never
 * sent, or refused for a reason that passes. `contended`: it waited for others as long as it could, and did nothing. `unknown`: it
 * was sent, and no answer came. Undefined for what is no error of the database.
 */
export type DatabaseFault = 'undone' | 'not_now' | 'contended' | 'unknown';

export function databaseFault(error: unknown): DatabaseFault | undefined {
  const answered = errorWith(error, ({ name }) => name === 'PostgresError');
  if (answered) return faultOfAnswer(String(answered.code), answered.severity);
  const lost = errorWith(error, isOfConnection);
  if (!lost) return undefined;
  return neverSent.has(String(lost.code)) || lost.syscall === 'connect' ? 'not_now' : 'unknown';
}

/**
 * What to answer instead of an error of the database that passes, or whose outcome is not known; undefined for every other.
 * `isRead`: nothing was to be changed, so nothing is unknown.
 */
export function asNotNow(error: unknown, isRead = false): NotNow | undefined {
  if (error instanceof NotNow) return error;
  switch (databaseFault(error)) {
    case 'contended':
      return withCause(new Busy(), error);
    case 'not_now':
      return withCause(new Unavailable(), error);
    case 'unknown':
      return withCause(isRead ? new Unavailable() : new OutcomeUnknown(), error);
    default:
      return undefined;
  }
}

/**
 * Runs what comes after a commit: a fault of the database then is no refusal, for part of what was asked for is done.
 * @throws OutcomeUnknown in its place
 */
export async function onceCommitted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asNotNow(error) ? withCause(new OutcomeUnknown(), error) : error;
  }
}

const withCause = (said: NotNow, cause: unknown) => Object.assign(said, { cause });

/** The driver's own, and the system's for a socket of the driver, which adds the query that was waiting. */
function isOfConnection(error: DriverError): boolean {
  const { code } = error;
  if (typeof code !== 'string') return false;
  return /^CONNECT(ION)?_/.test(code) || ('query' in error && /^E[A-Z_]+$/.test(code));
}

const neverSent = new Set(['CONNECT_TIMEOUT', 'CONNECTION_ENDED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL']);

// Lock not available, cancelled (which is how a statement's time ends), serialization failure, deadlock, and the two limits of a
// transaction, which end its connection.
const contended = new Set(['55P03', '57014', '40001', '40P01', '25P03', '25P04']);
// Read only, disk full, out of memory, limit of the configuration, failed write; and what is refused before anything can be sent: too
// many connections, starting or stopping, wrong password, no such database.
const passing = new Set(['25006', '53100', '53200', '53400', '58030', '53300', '57P03', '28000', '28P01', '3D000']);

/** Postgres undoes what it answers with an error. After what ends the connection, it may have committed before. */
function faultOfAnswer(code: string, severity: unknown): DatabaseFault {
  if (contended.has(code)) return 'contended';
  if (passing.has(code)) return 'not_now';
  return severity === 'ERROR' ? 'undone' : 'unknown';
}

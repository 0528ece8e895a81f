import pino from 'pino';

const secretKeys = [
  'token',
  'password',
  'pin',
  'code',
  'serial',
  'authorization',
  'cookie',
  'apiKey',
  'secret',
  'sealed',
  'phone',
  'email',
];

type Described = {
  type: string;
  message?: string | undefined;
  errorCode?: string;
  constraint?: string;
  stack?: string | undefined;
  cause?: Described;
};

const deepestCause = 4;

/**
 * An error as the log has it, with what caused it. A driver's error carries the query's parameters, and what Postgres says of
 * wrong data quotes it: both can hold a code or a contact, and are left out. Its SQLSTATE stays, or the system's code, under
 * another name than that of the codes that are removed.
 */
function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint_name: constraint, syscall } = error as ForeignError;
  const isPostgres = error.name === 'PostgresError';
  const isCode =
    typeof code === 'string' && (isPostgres || syscall !== undefined || /^(ERR|UND_ERR|CONNECT)_/.test(code));
  const quotesData = isPostgres && typeof code === 'string' && code.startsWith('22');
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    type: error.name,
    message: quotesData ? 'Wrong data.' : error.message.split('\nparams:')[0],
    ...(isCode ? { errorCode: code } : {}),
    ...(isPostgres && constraint ? { constraint } : {}),
    stack: frames?.join('\n'),
    ...(error.cause !== undefined && depth < deepestCause ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

type ForeignError = Error & { code?: unknown; constraint_name?: string; syscall?: string };

/** Structured logs on stdout; values under names that carry secrets or contacts are removed, two levels deep. */
export const logger = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
    censor: '[removed]',
  },
  serializers: { err: (error: unknown) => describeError(error) },
});

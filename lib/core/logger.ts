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

/** Structured logs on stdout; values under names that carry secrets or contacts are removed, two levels deep. */
export const logger = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
    censor: '[removed]',
  },
  serializers: {
    // A driver's error carries the query's parameters, and those can hold an encrypted code or a contact.
    err: (error: unknown) => {
      if (!(error instanceof Error)) return { type: typeof error };
      const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
      return {
        type: error.name,
        message: error.message.split('\nparams:')[0],
        code: (error as { code?: unknown }).code,
        stack: frames?.join('\n'),
      };
    },
  },
});

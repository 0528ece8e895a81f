import { z } from 'zod';
import './wording';

const key32 = z.string().refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64');
const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsAbsent, schema.optional());
const milliseconds = (usual: number) => z.coerce.number().int().min(0).max(2_147_483_647).default(usual);

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be the address of a database, such as postgres://user:password@host:5432/name',
});

const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: postgresUrl,
  DATABASE_SOCKET: optional(z.string()),
  /** The database of test mode; without it there is none. */
  TEST_MODE_DATABASE_URL: optional(postgresUrl),
  TEST_MODE_DATABASE_SOCKET: optional(z.string()),
  /** `true` in the process of test mode, which `server.ts` starts. */
  TEST_MODE: z.enum(['true', 'false']).default('false'),
  /** `transaction`: DATABASE_URL leads to a pooler that gives each transaction another session. */
  DATABASE_POOLER: z.preprocess(blankAsAbsent, z.enum(['none', 'transaction']).default('none')),
  /** Postgres itself, where DATABASE_URL leads to a pooler. */
  DATABASE_DIRECT_URL: optional(postgresUrl),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(5),
  /** How long Postgres lets a statement run, a lock be waited for, and a transaction do nothing; 0 is forever. */
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds(30_000),
  DATABASE_JOB_STATEMENT_TIMEOUT_MS: milliseconds(600_000),
  DATABASE_LOCK_TIMEOUT_MS: milliseconds(3_000),
  DATABASE_IDLE_TRANSACTION_TIMEOUT_MS: milliseconds(5_000),
  /** How many calls, and how many pages, are answered at once; more are refused. */
  MAX_CALLS: z.coerce.number().int().min(10).default(1_000),
  MAX_PAGES: z.coerce.number().int().min(10).default(100),
  /** How long requests are still taken after SIGTERM, while readiness says that they go elsewhere. */
  STOP_DELAY_MS: z.coerce.number().int().min(0).max(600_000).default(5_000),
  NEXTAUTH_SECRET: z.string().min(32),
  /** `ID:KEY,ID:KEY`, the active one first. Wins over SEALING_KEY, which is a single one. */
  SEALING_KEYS: optional(z.string()),
  SEALING_KEY: optional(key32),
  SEALING_KEY_ID: z.coerce.number().int().min(1).max(32767).default(1),
  DIGEST_KEYS: optional(z.string()),
  DIGEST_KEY: optional(key32),
  /** A JSON file with SEALING_KEYS and DIGEST_KEYS, instead of the variables. */
  KEY_FILE: optional(z.string()),
  /** Where the signed heads of the audit chain are kept outside of the database; `up` sets it within its data directory. */
  AUDIT_HEAD_FILE: optional(z.string()),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Where `/metrics` is served, apart from everything else; nowhere without it. */
  METRICS_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Where traces go, by OTLP over HTTP; nowhere without it. The names are OpenTelemetry's. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  OTEL_EXPORTER_OTLP_HEADERS: optional(z.string()),
  OTEL_SERVICE_NAME: z.preprocess(blankAsAbsent, z.string().default('coupon-desk')),
  /** The part of the traces that is sent, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: z.preprocess(blankAsAbsent, z.coerce.number().min(0).max(1).default(0.1)),
  /** Where another process makes the pages, such as http://10.0.0.5:3001; without it this one starts its own. */
  PAGES_URL: optional(z.url({ protocol: /^http$/ })),
  /** `false`: jobs are done elsewhere, by `npm run worker`. */
  WORKER: z.enum(['true', 'false']).default('true'),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  PUBLIC_URL: optional(z.url()),
  /** `true` asks browsers to keep to https on every host below that of PUBLIC_URL, too. */
  HSTS_SUBDOMAINS: z.enum(['true', 'false']).default('false'),
  /** `false`: reads of the Nettv contract take their token in a header alone, once no client sends it in the address. */
  NETTV_QUERY_TOKENS: z.enum(['true', 'false']).default('true'),
  /** Names, such as `google,office`; `lib/platform/oidc/providers.ts` reads the variables of each. */
  OIDC_PROVIDERS: optional(z.string()),
  RESEND_API_KEY: optional(z.string()),
  RESEND_BASE_URL: optional(z.url()),
  RESEND_WEBHOOK_SECRET: optional(
    z.string().regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, 'must be the signing secret of a webhook, whsec_…'),
  ),
  EMAIL_FROM: optional(z.string()),
  SPARROW_TOKEN: optional(z.string()),
  SPARROW_FROM: optional(z.string()),
  SPARROW_BASE_URL: optional(z.url()),
  KHALTI_BASE_URL: optional(z.url()),
  KHALTI_TOKEN: optional(z.string()),
  KHALTI_CONNECT_TIMEOUT_MS: z.coerce.number().int().min(100).default(5_000),
  /** For trying webhooks out: lets them go to private and loopback addresses, over http and on any port. */
  WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
  /** Hosts that webhooks can go to, `example.com,*.example.org`; every public one without it. */
  WEBHOOK_HOSTS: optional(
    z
      .string()
      .regex(/^ *(\*\.)?[a-z\d.-]+( *, *(\*\.)?[a-z\d.-]+)* *$/i, 'must be hosts, such as example.com,*.example.org'),
  ),
  KHALTI_ANSWER_TIMEOUT_MS: z.coerce.number().int().min(100).default(60_000),
  /** `1` opens /dev/gallery in a production build, for visual checks. It shows no data. */
  GALLERY: z.enum(['0', '1']).default('0'),
});

/** Behind a pooler, what needs a session of its own needs another address, and a socket would lead past the pooler. */
const schema = variables.superRefine(({ DATABASE_POOLER, DATABASE_DIRECT_URL, DATABASE_SOCKET }, { addIssue }) => {
  if (DATABASE_POOLER === 'none') return;
  const refuse = (name: string, message: string) => addIssue({ code: 'custom', path: [name], message });
  if (!DATABASE_DIRECT_URL)
    refuse('DATABASE_DIRECT_URL', 'must lead to Postgres itself, with DATABASE_POOLER=transaction');
  if (DATABASE_SOCKET) refuse('DATABASE_SOCKET', 'cannot be used with DATABASE_POOLER=transaction');
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** Every variable that is wrong, by name. */
export function environmentProblems(): { name: string; message: string }[] {
  const { error } = schema.safeParse(process.env);
  return error?.issues.map((issue) => ({ name: issue.path.join('.'), message: issue.message })) ?? [];
}

/** The process's settings, read once on first use. Throws one error that lists every wrong variable by name. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const lines = environmentProblems().map(({ name, message }) => `  ${name}: ${message}`);
    throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
  }
  parsed = result.data;
  return parsed;
}

/** Whether this is the process of test mode. */
export const isTestMode = (): boolean => env().TEST_MODE === 'true';

/** The whole address of a path, as people outside use it; null where the desk does not know its own, which no request says. */
export function publicUrl(path: string): string | null {
  const base = env().PUBLIC_URL?.replace(/\/+$/, '');
  return base === undefined ? null : `${base}${path}`;
}

/** For tests that change `process.env`. */
export function resetEnv(): void {
  parsed = undefined;
}

/** Whether the Nettv reads refuse a token in their address; also asked where nothing else of the environment is there, for a description. */
export const refusesTokensInAddresses = (): boolean => process.env.NETTV_QUERY_TOKENS === 'false';

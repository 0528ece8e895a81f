import { type OpenAPIHono, z } from '@hono/zod-openapi';

type Registry = OpenAPIHono['openAPIRegistry'];

const open = { tags: ['Health'], security: [] };
const json = <T extends z.ZodType>(description: string, schema: T, example: z.input<T>) => ({
  description,
  content: { 'application/json': { schema, example } },
});

const ready = z.object({
  status: z.enum(['ok', 'unready']),
  database: z.boolean(),
  writes: z.boolean(),
  migrations: z.boolean(),
  keys: z.boolean(),
  clock: z.boolean().meta({ description: 'Whether the clock is at most 5 seconds off that of the database.' }),
  stopping: z
    .boolean()
    .meta({ description: 'The process ends soon. Requests are still answered; send new ones elsewhere.' }),
});
const checks = ['database', 'writes', 'migrations', 'keys', 'clock'] as const;
const every = <T>(value: T) =>
  Object.fromEntries(checks.map((name) => [name, value])) as Record<(typeof checks)[number], T>;

export function describeHealth(registry: Registry): void {
  registry.registerPath({
    method: 'get',
    path: '/health/live',
    operationId: 'healthLive',
    ...open,
    summary: 'The process answers',
    description: 'Asks nothing of the database: a process that answers is not to be started again.',
    responses: { 200: json('It does.', z.object({ status: z.literal('ok') }), { status: 'ok' }) },
  });
  registry.registerPath({
    method: 'get',
    path: '/health/ready',
    operationId: 'healthReady',
    ...open,
    summary: 'The database answers and takes writes, every migration is applied, and the process does not stop',
    description: 'Each check has its name. A process that stops is not ready first, so that no request is lost.',
    responses: {
      200: json('Send traffic.', ready, { status: 'ok', ...every(true), stopping: false }),
      503: json('Send none.', ready, { status: 'unready', ...every(false), stopping: false }),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/openapi.json',
    operationId: 'openapi',
    ...open,
    summary: 'This description, as OpenAPI 3.1',
    description: 'What this desk serves, for generators of clients and for tools such as Postman.',
    responses: {
      200: {
        description: 'The document.',
        content: {
          'application/json': {
            schema: z.looseObject({ openapi: z.string() }),
            example: { openapi: '3.1.0', info: {}, servers: [], tags: [], components: {}, paths: {}, webhooks: {} },
          },
        },
      },
    },
  });
}

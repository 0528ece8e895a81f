import type { OpenAPIHono } from '@hono/zod-openapi';
import { describeHealth } from '@/lib/api/health/description';
import type { ApiEnv } from '@/lib/api/http/environment';
import { refusesTokensInAddresses } from '@/lib/core/env';
import { completeDocument } from './complete-document';
import { tags } from './tags';
import { describeWebhooks } from './webhook-descriptions';

const description = `\
**Authenticate** every call with \`Authorization: Bearer <api key>\`; an admin makes keys and gives them scopes. The \
Nettv calls take the same key as \`token\` in the body of a purchase, and as this header or \`token\` in the query of a read, \
unless the desk refuses keys in addresses.

**Bodies** are JSON. The calls under \`/management\` and the Nettv calls read forms \
(\`application/x-www-form-urlencoded\`), too: with brackets, \`coupon[code]=teste\`, and flat.

**Ids** are whole numbers. Under \`/management\` an id reads \`NUMBER-TEXT\`, as in \`1-welcome\`: the number decides.

**Times** are ISO 8601, answered in UTC with \`Z\`; Ruby's \`2031-05-06 07:08:09 UTC\` is read, too. **Money** is in \
minor units unless a field says rupees. \`"100"\` is read as a number and \`"true"\` as a boolean where one is asked for, \
\`""\` as null where null is allowed.

**Unknown fields and parameters** are refused, with what was likely meant. Under \`/management\` those of an answer can be \
sent back and are ignored. The Nettv calls ignore what they do not know.

**Errors** under \`/api/v1\` are \`application/problem+json\` with a stable \`code\`; every other contract keeps its own \
shape, shown with each call. Every answer carries \`X-Request-Id\`: quote it when you ask for help.

**Compression and caching**: JSON above 1 KiB that is read with GET is sent with \`br\` or \`gzip\` when you accept it, and \
never with codes in clear in it. Single things have an \`ETag\` and answer \`If-None-Match\` with 304. Writes of a coupon take it \
as \`If-Match\` and answer 412 with what is there now.

**Rate limits**: a key can make a number of requests a minute under \`/api/v1\`, under \`/management\` and of the Nettv calls, each counted \
by itself. Every answer says so: \`RateLimit-Policy: "v1";q=300000;w=60\` and what is left, \`RateLimit: "v1";r=299999;t=60\`, with the \
seconds until it is whole again. Beyond it is 429 with \`Retry-After\`; nothing was done, and no \`Idempotency-Key\` is used up. Codes that do \
not exist have a limit of their own, whatever the key can do: then every code is 429 until its minute is over.

**From browsers** only the desk itself calls, but for one thing: pages of other sites check coupons with a \
[publishable key](/docs/publishable-keys), \`cdk_pub_…\`, from the origins that it names. No other answer carries CORS headers. OPTIONS and a \
405 name the methods in \`Allow\`.

**Test mode**: a key that begins with \`cdk_test_\` works on coupons, codes, credit and sales of their own, with the same calls. Nothing is paid, \
and nothing but webhooks leaves. References and contacts that bring each outcome are in the guide [Test mode](/docs/test-mode).

**Repeat safely**: send an \`Idempotency-Key\` of your own with a POST, and under \`/management\` with a PUT or a DELETE. When the answer is lost, send the same again. \
Of a purchase the \`reference\` does this: send it again, or read the sale and its PIN at \`GET /api/v1/sales/{reference}\`.`;

type Api = OpenAPIHono<ApiEnv>;
export type ApiDocument = ReturnType<Api['getOpenAPI31Document']>;

const documents = new WeakMap<Api, ApiDocument>();

/** The document of the whole API, generated once from the schemas that validate. */
export function apiDocument(app: Api): ApiDocument {
  const known = documents.get(app);
  if (known) return known;
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Coupon Desk API',
      version: '1.0.0',
      description,
    },
    servers: [{ url: '/' }],
    tags,
  });
  completeDocument(document);
  if (refusesTokensInAddresses()) takeTokensFromAddresses(document);
  documents.set(app, document);
  return document;
}

/** Where the desk refuses keys in addresses, the reads of the Nettv contract take them in the header alone. */
function takeTokensFromAddresses({ paths = {} }: ApiDocument): void {
  for (const { get } of Object.values(paths)) {
    const parameters = get?.parameters?.filter((one) => !('name' in one && one.in === 'query' && one.name === 'token'));
    if (get && parameters && parameters.length !== get.parameters?.length) {
      Object.assign(get, { parameters, security: [{ bearer: [] }] });
    }
  }
}

/** Serves the document, and describes what is no OpenAPI route itself. Call it after every router is mounted. */
export function describeApi(app: Api): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: `Authorization: Bearer <api key>`. An admin makes it and chooses its scopes.',
  });
  describeHealth(app.openAPIRegistry);
  describeWebhooks(app.openAPIRegistry);
  app.get('/api/openapi.json', (c) => c.json(apiDocument(app)));
}

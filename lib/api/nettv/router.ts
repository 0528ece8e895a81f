import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as Call, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ApiEnv } from '@/lib/api/http/environment';
import { limitBody, strangersBody } from '@/lib/api/http/limit-body';
import { testModeFor } from '@/lib/api/http/pass-test-keys';
import { asAnswered, logFault, retryAfter } from '@/lib/api/http/problem';
import { refusesTokensInAddresses } from '@/lib/core/env';
import { NotNow, OutcomeUnknown } from '@/lib/core/errors';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { listSellableProducts } from '@/lib/domain/sales/products/list-sellable-products';
import { salesArePaused } from '@/lib/domain/sales/sales/pause-sales';
import { bearerOf } from '../http/authenticate';
import { authenticate } from './authenticate';
import { pay } from './pay';
import { parseBody } from './purchase-body';
import { type Details, Refusal } from './refusal';
import { balanceRoute, bulkStatusRoute, listRoute, payRoute, statusRoute } from './routes';
import { floatRupees, plainRupees } from './rupees';
import { bulkStatusOf, statusOf } from './status';

/** `JSON.stringify` by hand: amounts keep the form that the contract gives them, such as `2000.0`. */
const send = (
  c: Call<ApiEnv>,
  body: object,
  status: 200 | 202 | 404 | 405 | 413 | 415 | Refusal['status'] = 200,
  headers: Record<string, string> = {},
) => c.body(JSON.stringify(body), status, { 'content-type': 'application/json', ...headers });

/**
 * The published contract has the token in the address; a header keeps it out of the logs on the way. Where the desk takes none in
 * addresses, one that is there was not provided, also next to a header: it has to be seen that it is sent.
 */
const tokenInAddress = (c: Call<ApiEnv>): string | undefined => {
  const inAddress = c.req.query('token');
  if (inAddress !== undefined && refusesTokensInAddresses()) throw new Refusal('token_not_provided');
  return inAddress;
};

const asGiven = (c: Call<ApiEnv>) => authenticate(c.var, tokenInAddress(c) ?? bearerOf(c.req.header('authorization')));

/**
 * The Nettv cine coupon contract, served. Its routes are described for the document and handled by hand: the contract
 * answers a wrong request in its own words, and its token travels in the query or the body.
 */
export const nettv = new OpenAPIHono<ApiEnv>({ strict: false });

const routes = [listRoute, payRoute, statusRoute, bulkStatusRoute, balanceRoute];
for (const route of routes) nettv.openAPIRegistry.registerPath(route);

const paths = new Set(routes.map((route) => `/api${route.path}`));
const lanes = new Set([...paths].map((path) => path.split('/', 3).join('/')));

/** Whether a path is under one of this contract's, whatever refused the request before it got here. */
export const isNettvCall = (path: string) => lanes.has(path.split('/', 3).join('/').toLowerCase());

/** Every error in this contract's words; a body that is too large or compressed is one that cannot be parsed. */
export const refuseNettv: ErrorHandler<ApiEnv> = (thrown, c) => {
  const error = asAnswered(thrown, { method: c.req.method, requestId: c.var.requestId });
  // Its clients read 1019 as "not accepted, send it again", and 1017 as "ask what became of it".
  if (error instanceof NotNow && !(error instanceof OutcomeUnknown)) {
    return send(c, new Refusal('maintenance').body, 503, retryAfter(error));
  }
  if (error instanceof Refusal) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return send(c, error.body, error.status);
  }
  if (error instanceof HTTPException && (error.status === 413 || error.status === 415)) {
    return send(c, new Refusal('parse_error').body, error.status);
  }
  if (error instanceof HTTPException && [400, 404, 405].includes(error.status)) {
    return send(c, new Refusal('invalid_parameters', wrongAddress(error, c.req.path)).body, error.status as 400);
  }
  if (!(error instanceof OutcomeUnknown)) logFault(error, c.var.requestId);
  const refusal = new Refusal('server_error');
  return send(c, refusal.body, refusal.status);
};

function wrongAddress({ status, message }: HTTPException, path: string): Details {
  if (status === 405) return { method: message };
  const meant = path.replace(/\/$/, '').toLowerCase();
  return { path: paths.has(meant) ? `There is no such address. Did you mean ${path.toLowerCase()}?` : message };
}

nettv.onError(refuseNettv);

nettv.get(listRoute.path, async (c) => {
  const ctx = await asGiven(c);
  if (await salesArePaused(ctx)) throw new Refusal('maintenance');
  const products = await listSellableProducts(ctx);
  const data = products.map(({ amountPaisa, ...product }) => ({ ...product, amount: plainRupees(amountPaisa) }));
  return send(c, { status: true, data });
});

// The token is in the body, so this much is read of anyone's.
nettv.post(payRoute.path, limitBody(strangersBody), async (c) => {
  tokenInAddress(c);
  const text = await c.req.text();
  const fields = parseBody(text, c.req.header('content-type'));
  const pass = await testModeFor(c, fields.token);
  if (pass) return pass(c.req.raw, text);
  const { status, body } = await pay(c.var, fields);
  return send(c, body, status);
});

nettv.get(statusRoute.path, async (c) => send(c, await statusOf(await asGiven(c), c.req.query('reference'))));

nettv.get(bulkStatusRoute.path, async (c) =>
  send(c, await bulkStatusOf(await asGiven(c), c.req.query('references'), c.req.query('reference_length'))),
);

nettv.get(balanceRoute.path, async (c) => {
  const { consumedPaisa, availablePaisa } = await getOwnBalance(await asGiven(c));
  return send(c, { credits_consumed: floatRupees(consumedPaisa), credits_available: floatRupees(availablePaisa) });
});

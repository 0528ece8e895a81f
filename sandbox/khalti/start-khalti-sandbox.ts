import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Answer, refusal } from './answers';
import { Books } from './books';
import { type AccountInput, control, makeControls, type ProductInput, type SandboxBook } from './control';
import { delayOf, deliver } from './deliver';
import {
  type Fault,
  type FaultInput,
  FaultPlan,
  faultInput,
  noFault,
  type RulesInput,
  type SandboxCall,
} from './faults';
import { lookUps } from './look-ups';
import { type PayRequest, pay, payMethods } from './pay';

export type KhaltiSandbox = {
  url: string;
  token: string;
  /** Every reference ever posted, as the sandbox booked it, whatever it answered. */
  books: () => SandboxBook[];
  bookOf: (reference: string) => SandboxBook | undefined;
  fault: (fault: FaultInput | FaultInput[]) => void;
  rules: (rules: RulesInput) => void;
  clearFaults: () => void;
  /** Adds or changes a product; amounts in rupees, as the contract has them. */
  setProduct: (product: ProductInput) => void;
  setAccount: (account: AccountInput) => void;
  /** Ends a purchase that is still `Processing`; false when it is not. */
  settle: (reference: string, state: 'Success' | 'Failed') => boolean;
  /** Gives the money of a purchase back; false when none was booked. */
  refund: (reference: string) => boolean;
  close: () => Promise<void>;
};

export type SandboxOptions = {
  port?: number | undefined;
  booksFile?: string | undefined;
  token?: string | undefined;
  /** What a purchase meets, in place of the faults that are planned and those of customers' numbers. */
  faultOf?: ((reference: string) => Promise<FaultInput | undefined>) | undefined;
};

const paths: Record<string, Exclude<SandboxCall, 'pay'>> = {
  'GET /api/products/nettv-coupon': 'products',
  'GET /api/service/status': 'status',
  'GET /api/service/bulk/status': 'bulk',
  'GET /api/balance': 'balance',
};

/** Khalti on loopback: the Nettv contract over HTTP with books of its own, and faults on request. */
export async function startKhaltiSandbox(options: SandboxOptions = {}): Promise<KhaltiSandbox> {
  const { token = 'TEST:sandbox', port = 0, faultOf } = options;
  const books = new Books(options.booksFile);
  const plan = new FaultPlan();
  const controls = makeControls(books, plan);
  const stop = new AbortController();
  let asked = 0;

  const check = (given: unknown): Answer | undefined => {
    if (given === undefined || given === null || given === '') return refusal('1001');
    return given === token ? undefined : refusal('1002');
  };

  async function answerPay(payMethod: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = readObject(await text(request));
    if (!body) return deliver(response, refusal('1014'), noFault, stop.signal);
    const reference = typeof body.reference === 'string' && body.reference !== '' ? body.reference : undefined;
    const nth = reference === undefined ? ++asked : books.saleOf(reference).posts + 1;
    const fault = faultOf
      ? faultInput.parse((await faultOf(reference ?? '')) ?? noFault)
      : plan.take({ call: 'pay', reference, phone: digitsOf(body.phone_number), nth });
    const sale = reference === undefined ? undefined : books.countPost(reference, fault.kind);
    if (fault.kind === 'delay-before-booking') await sleep(delayOf(fault), undefined, { signal: stop.signal });
    const answer = check(body.token) ?? (sale ? pay(payMethod, body, sale, fault, books) : refusal('1012'));
    return deliver(response, answer, fault, stop.signal);
  }

  async function answerLookUp(call: Exclude<SandboxCall, 'pay'>, query: URLSearchParams, response: ServerResponse) {
    const fault: Fault = plan.take({ call, reference: query.get('reference') ?? undefined, nth: ++asked });
    const answer = check(query.get('token')) ?? lookUps[call](query, books);
    return deliver(response, answer, fault, stop.signal);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const path = url.pathname.replace(/\/+$/, '');
    const method = request.method ?? 'GET';
    const call = paths[`${method} ${path}`];
    const bought = payMethods.find((one) => `${method} ${path}` === `POST /api/use/${one}`);
    if (bought) return answerPay(bought, request, response);
    if (call) return answerLookUp(call, url.searchParams, response);
    const input: unknown = method === 'POST' ? JSON.parse(await text(request)) : undefined;
    const done = path.startsWith('/sandbox/') ? control(method, path, input, controls, plan) : undefined;
    sendJson(response, done === undefined ? 404 : 200, done ?? { detail: 'Not found.' });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => fail(response, error, stop.signal));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    ...controls,
    bookOf: (reference) => controls.books().find((book) => book.reference === reference),
    settle: (reference, state) => controls.settle({ reference, state }),
    refund: (reference) => controls.refund({ reference }),
    close() {
      stop.abort();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function readObject(body: string): PayRequest | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as PayRequest) : undefined;
  } catch {
    return undefined;
  }
}

const digitsOf = (phone: unknown) =>
  typeof phone === 'string' || typeof phone === 'number' ? String(phone) : undefined;

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

/** Wrong input to a control is said; a stop of the sandbox is silent; anything else is a fault of its own. */
function fail(response: ServerResponse, error: unknown, stopped: AbortSignal): void {
  if (stopped.aborted || response.headersSent || response.destroyed) response.destroy();
  else if (error instanceof z.ZodError) sendJson(response, 400, { error: z.prettifyError(error) });
  else if (error instanceof SyntaxError) sendJson(response, 400, { error: 'The body is not JSON.' });
  else {
    console.error(error);
    sendJson(response, 500, refusal('1017').json);
  }
}

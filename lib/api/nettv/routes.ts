import { createRoute, z } from '@hono/zod-openapi';
import { processingMessage } from './pay';
import { purchaseBody } from './purchase-body';
import { type Details, Refusal, type RefusalName } from './refusal';
import { floatRupees, plainRupees } from './rupees';
import {
  balanceSchema,
  bulkStatusSchema,
  processingSchema,
  productsSchema,
  refusalSchema,
  soldSchema,
  statusSchema,
} from './shapes';

/** The key is no bearer here: each call takes it as its `token`. */
const shared = { tags: ['Nettv'], security: [] };
const token = z.string().describe('Your API key, with the scope `nettv:sell`.').openapi({ example: 'cdk_…' });
const pin = '7M4QX2C9TB61RWKPE';

/** One example of an answer; its numbers are written as they are sent. */
function answer(description: string, schema: z.ZodType, example: object) {
  const plain: unknown = JSON.parse(JSON.stringify(example));
  return { description, content: { 'application/json': { schema, example: plain } } };
}

function refused(description: string, ...names: [RefusalName, details?: Details | string][]) {
  const examples = Object.fromEntries(
    names.map(([name, details]) => [name, { value: new Refusal(name, details).body }]),
  );
  return { description, content: { 'application/json': { schema: refusalSchema, examples } } };
}

const commonRefusals = {
  401: refused('The token is missing, unknown, revoked or expired, or its account is switched off.', [
    'token_not_found',
  ]),
  403: refused('The token lacks the scope `nettv:sell`.', ['permission_denied']),
  500: refused('Our own fault.', ['server_error']),
};

export const listRoute = createRoute({
  method: 'get',
  path: '/products/nettv-coupon',
  operationId: 'listNettvCoupons',
  ...shared,
  summary: 'List what can be bought',
  description: 'Amounts are rupees. What is sold out or switched off is not listed.',
  request: { query: z.object({ token }) },
  responses: {
    200: answer('What can be bought now.', productsSchema, {
      status: true,
      data: [
        { idx: 'RFpPdchinv5moidep6PcA9', name: 'nettv coupon', value: 'nettv coupon', amount: plainRupees(200_000) },
      ],
    }),
    503: refused('Selling is switched to maintenance.', ['maintenance']),
    ...commonRefusals,
  },
});

const purchase = {
  schema: z.object({ token, ...purchaseBody.shape }),
  example: {
    token: 'cdk_…',
    reference: '0d9c2f7e-52a7-4b0e-9a3d-6a6a5b9f3c11',
    value: 'nettv coupon',
    amount: 2000,
    phone_number: '9860848045',
    email: 'buyer@example.com',
  },
};

export const payRoute = createRoute({
  method: 'post',
  path: '/use/nettv-coupon',
  operationId: 'buyNettvCoupon',
  ...shared,
  summary: 'Buy a PIN with credit',
  description:
    'Pays with your prepaid credit and gives the PIN. A reference is sold at most once. After a lost answer, send the ' +
    'same request again: 1013 says that the first one arrived, and the status call says what became of it.\n\n' +
    'A request refused with 1001 to 1010, 1012, 1014 or 1016 was never accepted, and its reference may be used again. ' +
    'After 4000 the reference is used up.',
  request: {
    body: {
      required: true,
      content: { 'application/json': purchase, 'application/x-www-form-urlencoded': purchase },
    },
  },
  responses: {
    200: answer('Sold. `credits_consumed` is what this purchase cost, `credits_available` what is left.', soldSchema, {
      status: true,
      state: 'Success',
      message: `Your Pin number is '${pin}'`,
      serial: pin,
      pin,
      credits_consumed: floatRupees(200_000),
      credits_available: floatRupees(800_000),
      id: 176_925,
    }),
    202: answer(
      'Whether it was sold is not known yet. The reference and the credit are held; the status call says what became of it.',
      processingSchema,
      { status: true, state: 'Processing', message: processingMessage, id: 176_926 },
    ),
    400: refused(
      'Nothing was sold and nothing was paid.',
      ['invalid_parameters', { value: 'Invalid value for product' }],
      ['client_error', 'Product Currently Unavailable'],
      ['duplicate_request'],
      ['reference_not_provided'],
      ['insufficient_credits'],
      ['parse_error'],
    ),
    503: refused('Selling is switched to maintenance.', ['maintenance']),
    ...commonRefusals,
  },
});

const status = { status: true, state: 'Success', details: 'The coupon was sold' };

export const statusRoute = createRoute({
  method: 'get',
  path: '/service/status',
  operationId: 'nettvStatus',
  ...shared,
  summary: 'What became of a reference',
  description: 'Go by `state`: `Success`, `Processing` or `Failed`. No status answer carries a PIN.',
  request: {
    query: z.object({
      token,
      reference: z.string().describe('Your own reference of the purchase.').openapi({ example: 'A-1' }),
    }),
  },
  responses: {
    200: answer('The purchase under this reference.', statusSchema, {
      status: true,
      state: 'Success',
      original_status: 'Success',
      details: status.details,
      reference: 'A-1',
      response_id: 176_925,
      amount: floatRupees(200_000),
      refunded: false,
      refunded_amount: floatRupees(0),
      refunds: [],
    }),
    400: refused('No purchase of yours has it.', ['invalid_reference'], ['reference_not_provided']),
    ...commonRefusals,
  },
});

export const bulkStatusRoute = createRoute({
  method: 'get',
  path: '/service/bulk/status',
  operationId: 'nettvBulkStatus',
  ...shared,
  summary: 'What became of up to 100 references',
  description:
    'One answer for all. A reference that is not yours has the state `Error`, and the others are answered all the same.',
  request: {
    query: z.object({
      token,
      references: z.string().describe('Separated by commas.').openapi({ example: 'A-1,A-2' }),
      reference_length: z.string().describe('How many you send.').openapi({ example: '2' }),
    }),
  },
  responses: {
    200: answer('One for each, in the order asked.', bulkStatusSchema, {
      status: true,
      message: 'Success',
      detail: [{ ...status, reference: 'A-1', response_id: 176_925, amount: floatRupees(200_000) }],
    }),
    400: refused('The number is not right.', [
      'invalid_parameters',
      { reference_length: 'It must equal the number of references sent.' },
    ]),
    ...commonRefusals,
  },
});

export const balanceRoute = createRoute({
  method: 'get',
  path: '/balance',
  operationId: 'nettvBalance',
  ...shared,
  summary: 'Your credit',
  description: 'In rupees. Each purchase answers it, too.',
  request: { query: z.object({ token }) },
  responses: {
    200: answer('What you have spent, and what you can spend.', balanceSchema, {
      credits_consumed: floatRupees(120_000),
      credits_available: floatRupees(880_000),
    }),
    ...commonRefusals,
  },
});

import { type CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { ApiError, type CouponDesk } from '../typescript/src/index.ts';

const instructions = `\
Looks things up at a Coupon Desk with one API key, and issues codes. What the key has no scope for is refused. Amounts are in paisa, \
a hundredth of a rupee. A PIN or a code is a secret: repeat one only to the person who asked for it.`;

const reads = { readOnlyHint: true, openWorldHint: false };
const code = z.string().min(1).max(200).describe('The code or PIN as the customer wrote it.');
const couponId = z
  .string()
  .regex(/^\d+(-.*)?$/)
  .describe("The coupon's id, such as `1` or `1-welcome`.");
const reference = z.string().min(1).max(50).describe('Your own reference of the sale.');

/** A server of the Model Context Protocol over the API of a desk, with the key's own scopes. */
export function makeMcpServer(desk: CouponDesk, key: string): McpServer {
  const { api, unwrap } = desk;
  const server = new McpServer({ name: 'coupon-desk', version: '1.0.0' }, { instructions });

  server.registerTool(
    'explain_code',
    {
      title: 'Why a code works or does not',
      description:
        'Every rule for a code, with what it expects and what it found. Takes nothing. Scope redemptions:read.',
      inputSchema: z.object({
        code,
        user_id: z.string().max(200).describe('Your own id of the user who wants to use it.'),
        plan: z.string().optional().describe('The plan that is bought, by name.'),
        amount: z.int().min(0).optional().describe('The price of the purchase, in paisa.'),
      }),
      annotations: reads,
    },
    ({ code, user_id, plan, amount }) => {
      const purchase = { ...(plan === undefined ? {} : { plan }), ...(amount === undefined ? {} : { amount }) };
      return answer(unwrap(api.POST('/api/v1/redemptions/check', { body: { code, user: { id: user_id }, purchase } })));
    },
  );

  server.registerTool(
    'list_coupons',
    {
      title: 'Find coupons',
      description: 'Up to 50 coupons, by a part of their code or description. Scope coupons:read.',
      inputSchema: z.object({ q: z.string().max(200).optional().describe('The part; all without it.') }),
      annotations: reads,
    },
    ({ q }) => {
      const query = { page: 1, per_page: 50, ...(q ? { q } : {}) };
      return answer(unwrap(api.GET('/management/coupons.json', { params: { query } })));
    },
  );

  server.registerTool(
    'look_up_code',
    {
      title: 'Find an issued code of a coupon',
      description: 'Its id, status and times, when the coupon has exactly this code. Scope coupons:read.',
      inputSchema: z.object({ coupon_id: couponId, code }),
      annotations: reads,
    },
    ({ coupon_id, code }) => {
      const params = { path: { id: coupon_id }, query: { code } };
      return answer(unwrap(api.GET('/management/coupons/{id}/codes.json', { params })));
    },
  );

  server.registerTool(
    'find_sale',
    {
      title: 'What became of a sale',
      description: 'State, amount and refund of one of your own sales, never its PIN. Scope nettv:sell.',
      inputSchema: z.object({ reference }),
      annotations: reads,
    },
    ({ reference }) => answer(unwrap(api.GET('/api/service/status', { params: { query: { token: key, reference } } }))),
  );

  server.registerTool(
    'read_pin',
    {
      title: 'Read a sale with its PIN',
      description:
        'The PIN of one of your own sales, in clear. Each reading is recorded at the desk. Scope nettv:sell.',
      inputSchema: z.object({ reference }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ reference }) => answer(desk.sale(reference)),
  );

  server.registerTool(
    'issue_codes',
    {
      title: 'Issue codes of a coupon',
      description: 'Makes up to 1,000 new codes. Answers their batch, not the codes. Scope coupons:write.',
      inputSchema: z.object({
        coupon_id: couponId,
        count: z.int().min(1).max(1000).describe('How many.'),
        request: z
          .string()
          .regex(/^[\x21-\x7e]{1,255}$/)
          .describe(
            'Your own name for this request: with the same one, codes are issued once, however often it is sent.',
          ),
      }),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    ({ coupon_id, count, request }) => {
      const params = { path: { id: coupon_id }, header: { 'idempotency-key': request } };
      return answer(unwrap(api.POST('/management/coupons/{id}/codes.json', { params, body: { codes: { count } } })));
    },
  );

  return server;
}

/** What the desk answered or refused, as text; only what is no answer of the desk is thrown. */
async function answer(asked: Promise<object>): Promise<CallToolResult> {
  try {
    return { content: [{ type: 'text', text: JSON.stringify(await asked) }] };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, message, body } = error;
    return { isError: true, content: [{ type: 'text', text: JSON.stringify({ status, message, ...Object(body) }) }] };
  }
}

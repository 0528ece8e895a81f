import { InMemoryTransport, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { expect, it } from 'vitest';
import { makeMcpServer } from '@/clients/mcp/mcp-server.ts';
import { couponDesk } from '@/clients/typescript/src/index.ts';
import { openServed } from '@/lib/api/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { systemContext } from '@/lib/platform/context/context';
import { type Scope, scopes } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';

type Result = { tools?: { name: string }[]; isError?: boolean; content?: { text: string }[]; serverInfo?: object };

const world = prepared(async () => {
  const served = await openServed();
  const baseUrl = `http://127.0.0.1:${served.port}`;
  const keyWith = async (name: string, held: Scope[]) => {
    const company = { name, scopes: held, couponLimit: 'all' as const, creditPaisa: 1_000_000 };
    return (await createIntegratorKey(systemContext(served.db, 'tests'), company)).key;
  };
  await makeStock(served.db, 3, { value: 'nettv coupon' });
  await served.sql`insert into coupons (code, discount, duration, max_redemptions) values ('WELCOME25', 25, 'once', 5)`;
  return { ...served, baseUrl, keyWith };
});

/** A server with a key of these scopes, spoken to as a client of the protocol does. */
async function connect(name: string, held: Scope[]) {
  const key = await world.keyWith(name, held);
  const desk = couponDesk({ baseUrl: world.baseUrl, key });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const waiting = new Map<unknown, (result: Result) => void>();
  ours.onmessage = (message) => {
    const { id, result } = message as { id?: unknown; result?: Result };
    waiting.get(id)?.(result ?? {});
  };
  await makeMcpServer(desk, key).connect(theirs);
  await ours.start();
  let last = 0;
  const ask = (method: string, params: object): Promise<Result> => {
    const id = ++last;
    const answered = new Promise<Result>((resolve) => waiting.set(id, resolve));
    void ours.send({ jsonrpc: '2.0', id, method, params } as JSONRPCMessage);
    return answered;
  };
  const client = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'tests', version: '1' } };
  expect((await ask('initialize', client)).serverInfo).toMatchObject({ name: 'coupon-desk' });
  await ours.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const call = async (tool: string, args: object) => {
    const { isError = false, content = [] } = await ask('tools/call', { name: tool, arguments: args });
    const [{ text } = { text: '' }] = content;
    return { isError, text, answer: text.startsWith('{') ? JSON.parse(text) : null };
  };
  return { desk, ask, call };
}

it('explains codes, finds codes and sales, and issues codes once', async () => {
  const { desk, ask, call } = await connect('Whole', [...scopes]);
  const { tools = [] } = await ask('tools/list', {});
  expect(tools.map(({ name }) => name)).toEqual([
    ...['explain_code', 'list_coupons', 'look_up_code', 'find_sale', 'read_pin', 'issue_codes'],
  ]);

  const explained = await call('explain_code', { code: 'WELCOME25', user_id: 'somebody' });
  expect(explained.answer).toMatchObject({ redeemable: true, discount: { percent: 25 } });
  const { answer: listed } = await call('list_coupons', { q: 'WELCOME' });
  const coupon_id = listed.coupons[0].id;

  const issue = { coupon_id, count: 3, request: 'once' };
  const issued = await call('issue_codes', issue);
  expect(issued.answer).toMatchObject({ status: true, batch: { issued: 3 } });
  expect((await call('issue_codes', issue)).answer).toEqual(issued.answer);
  const [{ count } = { count: 0 }] =
    await world.sql`select count(*)::int from codes join coupons on coupons.id = coupon_id
    where code = 'WELCOME25'`;
  expect(count).toBe(3);

  const { pin } = await desk.buy({ reference: 'mcp-1', value: 'nettv coupon', amount: 2000 });
  const found = await call('find_sale', { reference: 'mcp-1' });
  expect(found.answer).toMatchObject({ state: 'Success', reference: 'mcp-1' });
  expect(found.text).not.toContain(pin);
  expect((await call('read_pin', { reference: 'mcp-1' })).answer).toMatchObject({ pin });
});

it('gives no PIN and issues nothing without the scope, and says what is missing', async () => {
  const { desk } = await connect('Seller', ['nettv:sell']);
  await desk.buy({ reference: 'mcp-2', value: 'nettv coupon', amount: 2000 });
  const { call } = await connect('Seller', ['redemptions:read']);
  const refused = await call('read_pin', { reference: 'mcp-2' });
  expect(refused).toMatchObject({ isError: true, answer: { status: 403, code: 'forbidden' } });
  expect(refused.text).not.toContain('pin');
  expect(await call('find_sale', { reference: 'mcp-2' })).toMatchObject({ isError: true });
  const issuing = await call('issue_codes', { coupon_id: '1', count: 1, request: 'no' });
  expect(issuing).toMatchObject({ isError: true, answer: { status: 403 } });
});

it('refuses input that is no input of the tool', async () => {
  const { call } = await connect('Wrong', [...scopes]);
  expect(await call('issue_codes', { coupon_id: '1', count: 5000, request: 'many' })).toMatchObject({ isError: true });
});

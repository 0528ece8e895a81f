import { describe, expect, it } from 'vitest';
import { createApp } from '@/lib/api/app';
import { apiDocument } from '@/lib/api/openapi/describe-api';
import type { Received } from '@/lib/api/testing';
import { prepared } from '@/test/prepared';
import { type ConformanceCall, conformanceCalls, differences, validatorOf } from './calls';
import { type ErrorTrigger, triggerOf } from './error-triggers';
import { openConformanceWorld } from './testing';

const noDatabase = () => {
  throw new Error('Nothing is read for a description.');
};
const app = createApp({ database: noDatabase, now: () => new Date() });
const document = apiDocument(app);
const calls = conformanceCalls(document);
const named = calls.map((call) => [call.name, call] as const);

/** Faults of ours, which no request causes. */
const isFault = (name: string, status: number) => status === 500 || (status === 503 && name.includes('/health/'));

const world = prepared(openConformanceWorld);

async function trigger(
  call: ConformanceCall,
  { status, type }: ConformanceCall['answers'][number],
  example: unknown,
): Promise<Received> {
  const given = triggerOf(call.name, status, example, call.request);
  if (!given) throw new Error(`Nothing is known to make ${call.name} answer ${status}: add it to error-triggers.ts.`);
  const { path, headers, body } = { ...call.request, ...given };
  await world.reset(call.contract);
  for (const statement of given.world ?? []) await world.sql.unsafe(statement);
  const key = keyOf(call, given.key);
  const sent = {
    method: call.method,
    path: path.replace(/cdk_(…|%E2%80%A6)/, key),
    headers: {
      authorization: `Bearer ${key}`,
      accept: type,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body).replace('cdk_…', key) }),
  };
  for (let before = 1; before < (given.times ?? 1); before += 1) await world.send(sent);
  return world.send(sent);
}

function keyOf({ contract }: ConformanceCall, whose: ErrorTrigger['key']): string {
  if (whose === null) return 'cdk_nobody';
  if (whose === 'stranger') return world.keys[contract === 'nettv' ? 'reader' : 'seller'];
  return world.keys[whose ?? 'full'];
}

/** The keys that a program decides by. */
const decisiveKeys = ['error', 'error_code', 'code', 'status', 'state'];
const decisive = (body: unknown) =>
  Object.fromEntries(Object.entries(body as object).filter(([key]) => decisiveKeys.includes(key)));

describe.each(named)('%s', (_, call) => {
  const shown = call.answers.filter(({ status }) => !isFault(call.name, status));

  it('shows an example of every answer', () => {
    for (const { status, examples } of call.answers) expect(examples, String(status)).not.toEqual([]);
  });

  it.each(shown.filter(({ status }) => status < 300))('answers its example with $status as shown', async (answer) => {
    for (const example of answer.examples) {
      const { status, headers, body, text } = await trigger(call, answer, example);
      expect(status, text).toBe(answer.status);
      expect(headers['content-type']?.split(';')[0]).toBe(answer.type);
      const given = body ?? text;
      if (answer.schema) validatorOf(document, answer.schema).parse(given);
      expect(differences(example, given)).toEqual([]);
    }
  });

  it.each(shown.filter(({ status }) => status >= 300))('refuses with $status as shown', async (answer) => {
    for (const example of answer.examples) {
      const { status, headers, body, text } = await trigger(call, answer, example);
      expect(status, text).toBe(answer.status);
      expect(headers['content-type']).toBe(answer.type);
      if (answer.schema) validatorOf(document, answer.schema).parse(body);
      expect(decisive(body)).toEqual(decisive(example));
      expect(Object.keys(body as object).sort()).toEqual(Object.keys(example as object).sort());
    }
  });

  it('refuses in its own shape before the call is reached, with the headers that every answer has', async () => {
    const { refusedBefore, request } = call;
    if (!refusedBefore) return expect(call.contract).toBe('open');
    const path = request.path.replace(/cdk_(…|%E2%80%A6)/, world.keys.full);
    const headers = { authorization: `Bearer ${world.keys.full}` };
    const compressed = { ...request.headers, ...headers, 'content-encoding': 'gzip' };
    const refusals: [number, Received][] = [[405, await world.send({ method: 'PATCH', path, headers })]];
    if (request.body)
      refusals.push([415, await world.send({ method: call.method, path, headers: compressed, body: 'x' })]);
    for (const [expected, { status, headers, body, text }] of refusals) {
      expect(status, text).toBe(expected);
      expect(headers['content-type']).toBe(refusedBefore.type);
      expect(headers['x-request-id']).toBeTruthy();
      validatorOf(document, refusedBefore.schema).parse(body);
    }
  });
});

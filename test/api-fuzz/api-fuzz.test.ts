import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '@/lib/api/app';
import { apiDocument } from '@/lib/api/openapi/describe-api';
import { prepared } from '@/test/prepared';
import { openApiTargets } from './openapi-targets';
import { bentRequests, straightRequest } from './requests';
import { deskTargets, type Target } from './targets';
import { type Answered, openWorld } from './testing';

/** Requests to each call: some hundreds in all, or as many as are asked for. A failure prints the seed that repeats it. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 12);
/** Refused before the request is looked at: fewer show as much. */
const numRunsRefused = Math.ceil(numRuns / 4);

const noDatabase = () => {
  throw new Error('Nothing is read for a description.');
};
const app = createApp({ database: noDatabase, now: () => new Date() });
const targets = [...openApiTargets(apiDocument(app)), ...deskTargets];
const named = targets.map((target) => [`${target.method} ${target.path}`, target] as const);

const world = prepared(openWorld);
let reader: string;
let seller: string;
const tally = { asked: 0, reached: 0 };

beforeAll(async () => {
  reader = await world.keyWith('coupons:read');
  seller = await world.keyWith('nettv:sell');
});

const refusalOf: Record<Target['contract'], object> = {
  management: expect.toSatisfy(
    (body) => typeof body?.error === 'string' || (body?.status === false && typeof body.errors === 'object'),
    'a refusal of the management contract',
  ),
  nettv: { status: false, state: 'Error', error_code: expect.any(String), error: expect.any(String) },
  v1: { code: expect.any(String), title: expect.any(String), request_id: expect.any(String) },
  desk: { code: expect.any(String), title: expect.any(String), request_id: expect.any(String) },
  open: { code: expect.any(String) },
};

/** What every refused request has in common, however wrong it was. */
function expectRefusal(target: Target, { status, headers, body, text, changed }: Answered): void {
  expect(status, text).toBeLessThan(500);
  expect(headers['x-request-id']).toMatch(/^[\w-]{8,64}$/);
  const isProblem = headers['content-type'] === 'application/problem+json';
  const strayed = isProblem && [400, 404, 431].includes(status);
  expect(body, text).toMatchObject(strayed ? refusalOf.v1 : refusalOf[target.contract]);
  // Out of stock uses a reference up: the failed sale stays, and costs nothing.
  const kept = (body as { error_code?: string }).error_code === '4000' ? ['sales', 'sale_events'] : [];
  expect(changed.filter((table) => !kept.includes(table))).toEqual([]);
}

/** A route that names the values of a parameter, such as the kinds of a directory, is one call for each. */
function eachOf(path: string): string[] {
  const [parameter, values] = /:\w+\{\(\?:([\w|-]+)\)\}/.exec(path) ?? [];
  return parameter && values ? values.split('|').map((value) => path.replace(parameter, value)) : [path];
}

it('knows every call there is, the internal ones of the desk too', () => {
  const plain = (path: string) =>
    path.replace(/@\w+@|:\w+(\{(?:\[[^\]]*\]|\{[^}]*\}|[^{}])*\})?/g, ':').replaceAll(/:(\.json)?/g, ':');
  const served = app.routes
    // What a provider calls has no key of ours: its own tests vary it.
    .filter(({ method, path }) => method !== 'ALL' && !/^\/api\/(resend|khalti)\//.test(path))
    .flatMap((route) => eachOf(route.path).map((path) => `${route.method} ${plain(path)}`));
  const known = targets.map(({ method, path }) => `${method} ${plain(path)}`);
  expect([...new Set(known)].sort()).toEqual([...new Set(served)].sort());
});

it('sees in which tables a call changes rows', async () => {
  const call = (wanted: `${string} ${string}`) => {
    const target = new Map(named).get(wanted);
    if (!target) throw new Error(`There is no ${wanted}.`);
    return world.call(target, straightRequest(target));
  };
  expect((await call('POST /management/user_groups.json')).changed).toEqual(
    expect.arrayContaining(['user_groups', 'audit_events']),
  );
  expect((await call('GET /management/user_groups.json')).changed).toEqual([]);
});

describe('whatever is sent with every right', () => {
  it.each(named)(
    '%s answers in time, never with a fault, and changes nothing it refuses',
    { timeout: 600_000 },
    async (_, target) => {
      const straight = await world.call(target, straightRequest(target));
      expect(straight.status, straight.text).toBeLessThan(300);
      await fc.assert(
        fc.asyncProperty(bentRequests(target), async (request) => {
          const answer = await world.call(target, request);
          tally.asked += 1;
          if (answer.status < 400 || [400, 409].includes(answer.status)) tally.reached += 1;
          if (answer.status >= 400) expectRefusal(target, answer);
        }),
        { numRuns },
      );
    },
  );

  it('got to the calls, most of it', () => {
    expect(tally.reached / tally.asked).toBeGreaterThan(0.5);
  });
});

describe('whatever is sent without the right', () => {
  const guarded = named.filter(([, { contract }]) => contract !== 'open');

  /** Too large, compressed or overlong is refused before authentication; a body that is not JSON holds no token. */
  const isRefusedFirst = ({ status, body }: Answered) =>
    [413, 415, 431].includes(status) || (body as { error_code?: string }).error_code === '1014';

  it.each(guarded)('%s is 401 without a key, and changes nothing', { timeout: 600_000 }, async (_, target) => {
    await fc.assert(
      fc.asyncProperty(bentRequests(target), async (request) => {
        const answer = await world.call(target, { ...request, path: target.path }, null);
        expectRefusal(target, answer);
        if (!isRefusedFirst(answer)) expect(answer.status, answer.text).toBe(401);
      }),
      { numRuns: numRunsRefused },
    );
  });

  it.each(guarded.filter(([, { contract }]) => contract !== 'desk'))(
    '%s is 403 to a key without the scope, and changes nothing',
    { timeout: 600_000 },
    async (_, target) => {
      const sells = target.contract === 'nettv' || /^\/api\/v1\/(?:sales|prices)\b/.test(target.path);
      const key = sells ? reader : seller;
      await fc.assert(
        fc.asyncProperty(bentRequests(target), async (request) => {
          const answer = await world.call(target, { ...request, path: target.path }, key);
          expectRefusal(target, answer);
          // The token of a Nettv request was varied with it.
          const allowed = target.contract === 'nettv' ? [401, 403] : [403];
          if (!isRefusedFirst(answer)) expect(allowed, answer.text).toContain(answer.status);
        }),
        { numRuns: numRunsRefused },
      );
    },
  );
});

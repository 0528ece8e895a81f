import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app } from '@/lib/api/app';
import { readReference } from '@/lib/api/reference/read-reference';
import { curlOf } from '@/lib/api/reference/samples/curl';
import { javaOf, javascriptOf, phpOf, pythonOf } from '@/lib/api/reference/samples/programs';
import { keyPlace, type SampleCall, type SampleRequest, sampleRequest } from '@/lib/api/reference/samples/request';
import { installed, runSample } from './samples';

/** How each program of `./samples` is written. */
const writers = { sh: curlOf, js: javascriptOf, python: pythonOf, php: phpOf, java: javaOf };
const key = 'cdk_test_key';

/** What a server took: of the headers those that the sample names. */
type Taken = { method: string; url: string; headers: Record<string, string | undefined>; body: string };

let taken: Taken[] = [];
const server = createServer(async (request: IncomingMessage, answer) => {
  const { method = '', url = '', headers } = request;
  taken.push({ method, url, headers: headers as Taken['headers'], body: await text(request) });
  answer.end('{}');
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const calls = readReference(app).groups.flatMap(({ operations }) => operations.flatMap(({ call }) => call ?? []));

/** One call of each shape: those of one shape differ in words alone. */
function shapes(): SampleCall[] {
  const found = new Map<string, SampleCall>();
  for (const call of calls) {
    const { method, headers, url, body } = sampleRequest(call, '');
    const names = headers.map(([name]) => name).join();
    const shape = [method, names, url.includes(keyPlace), kindOf(body), JSON.stringify(body)?.includes(keyPlace)];
    if (!found.has(shape.join(' '))) found.set(shape.join(' '), call);
  }
  return [...found.values()];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(kindOf)}]`;
  return value === null ? 'null' : typeof value;
}

/** Whatever a language writes in a way of its own. */
const odd: SampleCall = {
  ...{ method: 'POST', path: '/odd/{name}', bearer: true },
  parameters: [
    { in: 'path', name: 'name', required: true, example: "O'Neil & $HOME" },
    { in: 'query', name: 'token', required: true, example: 'is put in' },
    { in: 'header', name: 'X-Odd', required: false, example: `"quoted" 'twice' $KEY \\n 100%` },
  ],
  body: {
    contentType: 'application/json',
    example: JSON.stringify({
      token: 'is put in',
      text: `"quoted" 'twice' $KEY {$KEY} \${KEY} \\ \t\nनेपाल 100% """ */`,
      nothing: [null, true, false, 0, -1.5, {}, [], ''],
      'a key': { deeper: [{ still: 'यहाँ' }] },
    }),
  },
};
const form: SampleCall = {
  ...{ method: 'PUT', path: '/form', bearer: true, parameters: [] },
  body: { contentType: 'text/csv', example: `code,name\n"A 'b'",$KEY\n` },
};

function expectSame({ method, url, headers, body }: SampleRequest, got: Taken | undefined): void {
  const withKey = (value: string) => value.replaceAll(keyPlace, key);
  const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), withKey(value)]));
  expect(got?.method).toBe(method);
  expect(got?.url).toBe(withKey(url.slice(origin.length)));
  expect(got?.headers).toMatchObject(named);
  if (body === undefined) expect(got?.body).toBe('');
  else if (typeof body === 'string') expect(got?.body).toBe(body);
  else expect(JSON.parse(got?.body ?? '')).toEqual(JSON.parse(withKey(JSON.stringify(body))));
}

describe('the samples of a call send what its example says', () => {
  for (const [language, write] of Object.entries(writers)) {
    // The check names those whose language is not here.
    it.skipIf(!installed.includes(language))(
      `in ${language}`,
      async () => {
        for (const call of [...shapes(), odd, form]) {
          const request = sampleRequest(call, origin);
          taken = [];
          await runSample(language, write(request), { KEY: key });
          expect(taken).toHaveLength(1);
          expectSame(request, taken[0]);
        }
      },
      120_000,
    );
  }

  it('of every call, with the key in its place', () => {
    expect(calls.length).toBeGreaterThan(50);
    // Java puts the key into the text that it sends.
    const { java: _, ...others } = writers;
    const written = calls.flatMap((call) => Object.values(others).map((write) => write(sampleRequest(call, origin))));
    expect(written.filter((source) => source.includes(keyPlace))).toEqual([]);
  });
});

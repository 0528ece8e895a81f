import { request as openRequest } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { HttpServerOptions } from './http-server';
import { sendRaw, startHttpServer } from './testing';

const echo = new Hono().post('/echo', async (c) => c.json({ length: (await c.req.arrayBuffer()).byteLength }));

describe('the HTTP server', () => {
  it('answers a malformed target itself', async () => {
    const { port } = await startHttpServer();
    const answer = await sendRaw(port, 'GET /%ff HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"malformed"');
  });

  it.each([
    ['GET / HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n', 400, 'malformed'],
    [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, 'headers_too_large'],
    [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    ['POST /api/x HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400, 'malformed'],
  ])('says what is wrong with %j', async (payload, status, code) => {
    const { port } = await startHttpServer();
    const answer = await sendRaw(port, payload);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('refuses a body that is announced too long for a page or an upload', async () => {
    const { port } = await startHttpServer();
    const largest = { '/sell': 64 * 1024, '/api/desk/uploads/codes': 64 * 1024 * 1024 };
    for (const [target, bytes] of Object.entries(largest)) {
      const answer = await sendRaw(port, `POST ${target} HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes + 1}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer.toLowerCase()).toContain('connection: close');
    }
  });

  it('takes more for a page from somebody who is signed in', async () => {
    const pages: HttpServerOptions['pages'] = (request, response) => {
      let length = 0;
      request.on('data', (chunk: Buffer) => {
        length += chunk.length;
      });
      request.on('end', () => response.end(String(length)));
    };
    const { url } = await startHttpServer({ pages, isKnown: async ({ headers }) => headers.cookie === 'known' });
    const post = (bytes: number, cookie: string) =>
      fetch(`${url}/sell`, { method: 'POST', headers: { cookie }, body: Buffer.alloc(bytes) });
    expect(await (await post(1024 * 1024, 'known')).text()).toBe(String(1024 * 1024));
    expect(await post(1024 * 1024, 'stranger')).toMatchObject({ status: 413 });
  });

  it('refuses a body that turns out too long while it is read, and takes one that fits', async () => {
    const { url } = await startHttpServer({ pages: getRequestListener(echo.fetch, { overrideGlobalObjects: false }) });
    const post = (bytes: number) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        const outgoing = openRequest(`${url}/echo`, { method: 'POST' }, async (response) =>
          resolve({ status: response.statusCode ?? 0, body: await text(response) }),
        );
        outgoing.on('error', reject);
        Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)]).pipe(outgoing);
      });
    expect(await post(64 * 1024)).toEqual({ status: 200, body: '{"length":65536}' });
    expect(await post(64 * 1024 + 2)).toMatchObject({ status: 413 });
  });

  it('ends a body that does not arrive in time, in either lane', async () => {
    const reads: HttpServerOptions['pages'] = (request, response) => {
      request.resume();
      request.on('end', () => response.end());
    };
    const { port } = await startHttpServer({ pages: reads, api: reads, limits: { bodyMs: 50 } });
    for (const target of ['/sell', '/api/v1/redemptions']) {
      const answer = await sendRaw(port, `POST ${target} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf`);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    }
  });

  it.each(['TRACE', 'PUT', 'DELETE', 'PROPFIND'])('does not hand %s to the pages', async (method) => {
    const { port } = await startHttpServer();
    const answer = await sendRaw(port, `${method} /sell HTTP/1.1\r\nhost: x\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.toLowerCase()).toContain('allow: get, head, post, options');
  });

  it.each([
    ['no Host header', 400, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['nonsense', 400, 'nonsense\r\n\r\n'],
    ['large headers', 431, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['an expectation', 417, 'GET / HTTP/1.1\r\nhost: x\r\nexpect: much\r\nConnection: close\r\n\r\n'],
  ])('answers %s with a problem and the headers of every answer', async (_, status, payload) => {
    const { port } = await startHttpServer();
    const answer = await sendRaw(port, payload);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
    expect(answer).toMatch(/application\/problem\+json/i);
  });

  it('refuses a second Host header', async () => {
    const { port } = await startHttpServer();
    const answer = await sendRaw(port, 'GET /sell HTTP/1.1\r\nhost: desk.test\r\nhost: evil.test\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

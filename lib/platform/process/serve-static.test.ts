import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveStatic } from './serve-static';

const script = 'export const answer = 42;';
let buildDir: string;
let server: Server;
const ask = (file: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${file}`, init);

beforeAll(async () => {
  buildDir = mkdtempSync(path.join(tmpdir(), 'coupon-desk-static-'));
  const folder = path.join(buildDir, 'static', 'chunks');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(buildDir, 'secret.json'), '{}');
  writeFileSync(path.join(folder, 'a.js'), script);
  writeFileSync(path.join(folder, 'a.js.gz'), gzipSync(script));
  writeFileSync(path.join(folder, 'a.js.br'), brotliCompressSync(script));
  writeFileSync(path.join(folder, 'small.js'), '1');
  const handler = serveStatic(buildDir, (request, response) => response.writeHead(404).end(request.url));
  server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(buildDir, { recursive: true });
});

it.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('answers who accepts %s as the build made it, to be kept for good', async (accepted, encoding) => {
  const answer = await ask('/_next/static/chunks/a.js', { headers: { 'accept-encoding': accepted } });
  expect(answer.headers.get('content-encoding')).toBe(encoding);
  expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(answer.headers.get('cache-control')).toBe('public,max-age=31536000,immutable');
  expect(answer.headers.get('vary')).toBe('Accept-Encoding');
  expect(await answer.text()).toBe(script);
});

it('serves what was too small to compress', async () => {
  expect(await (await ask('/_next/static/chunks/small.js')).text()).toBe('1');
});

it.each([
  ['GET', '/_next/static/chunks/gone.js'],
  ['GET', '/_next/static/..%2fsecret.json'],
  ['GET', '/_next/static/'],
  ['GET', '/_next/data/a.js'],
  ['POST', '/_next/static/chunks/a.js'],
])('leaves %s %s to the pages, as it was asked', async (method, file) => {
  const answer = await ask(file, { method });
  expect([answer.status, await answer.text()]).toEqual([404, file]);
});

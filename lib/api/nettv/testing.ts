import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '@/db/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { systemContext } from '@/lib/platform/context/context';
import { createApp } from '../app';

export type Answer = { status: number; text: string; body: Record<string, unknown> };

/** The served contract over a test's database, called as an integrator does. */
export function makeNettvClient(database: TestDatabase, now: () => Date = () => new Date()) {
  const app = createApp({ database: () => database.db, now });

  async function call(path: string, init?: RequestInit): Promise<Answer> {
    const response = await app.request(path, init);
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) };
  }

  const get = (path: string, query: Record<string, string>) => call(`${path}?${new URLSearchParams(query)}`);
  const post = (path: string, body: unknown) =>
    call(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  /** A purchase; `undefined` leaves a field out. */
  const buy = (token: string, more: Record<string, unknown> = {}) =>
    post('/api/use/nettv-coupon/', { token, reference: randomUUID(), value: 'nettv coupon', amount: 2000, ...more });

  return { app, call, get, post, buy };
}

export async function makeKey(database: TestDatabase, creditPaisa: number, name = `Company ${randomUUID()}`) {
  const input = { name, scopes: ['nettv:sell' as const], creditPaisa };
  return createIntegratorKey(systemContext(database.db, 'tests'), input);
}

/** The bytes of a refusal, in the key order of the source. */
export const refusal = (code: string, message: string, error: string, details: unknown = '', data: unknown = {}) =>
  JSON.stringify({ status: false, error_code: code, message, error, details, error_data: data, state: 'Error' });
export const invalid = (fields: Record<string, string>) =>
  refusal('1010', 'Validation error', 'invalid_parameters', fields, fields);
export const duplicate = refusal('1013', 'Request with duplicate reference id obtained', 'duplicate_request');

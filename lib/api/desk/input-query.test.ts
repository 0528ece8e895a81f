import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiEnv, DeskEnv } from '../http/environment';
import { problemJson } from '../http/problem';
import { inputQuery } from './input-query';

const schema = z.object({
  id: z.int().positive(),
  page: z.int().min(1).default(1),
  deleted: z.boolean().default(false).optional(),
  name: z
    .string()
    .transform((text) => text.trim())
    .optional(),
});
const app = new Hono<ApiEnv>().onError(problemJson).route(
  '/',
  new Hono<DeskEnv>().get('/', inputQuery(schema), (c) => c.json(c.req.valid('query'))),
);
const read = async (query: string) => (await app.request(`/?${query}`)).json();

describe('a query as the input of a use case', () => {
  it('takes numbers and booleans from their text, also those with a default', async () => {
    expect(await read('id=7&page=2&deleted=true&name=7')).toEqual({ id: 7, page: 2, deleted: true, name: '7' });
    expect(await read('deleted=false')).toEqual({ deleted: false });
  });

  it('leaves what is of another form as it is, for the use case to refuse', async () => {
    const odd = { id: '7,5', page: '1e3', deleted: 'yes' };
    expect(await read(new URLSearchParams(odd).toString())).toEqual(odd);
  });

  it('refuses what the use case does not know', async () => {
    const answer = await app.request('/?id=7&nam=a&constructor=b');
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { fields: { nam: ['is not a parameter; did you mean name?'], constructor: ['is not a parameter'] } },
    ]);
  });
});

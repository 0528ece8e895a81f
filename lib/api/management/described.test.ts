import { expect, it } from 'vitest';
import { createApp } from '../app';
import { apiDocument } from '../openapi';

const app = createApp({
  database: () => {
    throw new Error('Nothing is read for a description.');
  },
  now: () => new Date(),
});

it('describes every call of the contract with an example and its refusals', () => {
  const paths = apiDocument(app).paths ?? {};
  const calls = Object.entries(paths)
    .filter(([path]) => path.startsWith('/management/'))
    .flatMap(([path, item]) => Object.entries(item).map(([method, call]) => ({ name: `${method} ${path}`, call })));
  expect(calls.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'get /management/coupons.json',
      'post /management/coupons.json',
      'get /management/coupons/{id}.json',
      'get /management/coupons/{id}/edit.json',
      'put /management/coupons/{id}.json',
      'delete /management/coupons/{id}.json',
      'post /management/coupons/{id}/restore.json',
      'get /management/coupons/{id}/statistics.json',
      'get /management/coupons/{id}/codes.json',
      'post /management/coupons/{id}/codes.json',
      'get /management/coupons/{id}/code_batches/{batch_id}.json',
      'delete /management/coupons/{id}/codes/{code_id}.json',
      'post /management/coupons/{id}/codes/{code_id}/restore.json',
      'get /management/coupons/{id}/user_groups.json',
      'post /management/coupons/{id}/add_user_group/{user_group_id}.json',
      'post /management/coupons/{id}/remove_user_group/{user_group_id}.json',
      'get /management/coupons/{id}/tvod_prices.json',
      'post /management/coupons/{id}/add_tvod_price/{tvod_price_id}.json',
      'post /management/coupons/{id}/remove_tvod_price/{tvod_price_id}.json',
      ...['user_groups', 'tvod_prices'].flatMap((kind) => [
        `get /management/${kind}.json`,
        `post /management/${kind}.json`,
        `get /management/${kind}/{id}.json`,
        `put /management/${kind}/{id}.json`,
        `delete /management/${kind}/{id}.json`,
        `post /management/${kind}/{id}/restore.json`,
      ]),
    ]),
  );
  for (const { name, call } of calls) {
    const { summary, tags, security, responses } = call as {
      summary?: string;
      tags?: string[];
      security?: unknown;
      responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
    };
    expect(summary, name).toBeTruthy();
    expect(tags, name).toHaveLength(1);
    expect(security, name).toEqual([{ bearer: [] }]);
    for (const status of ['200', '401', '403']) {
      expect(responses[status]?.content?.['application/json']?.example, `${name} ${status}`).toBeDefined();
    }
  }
});

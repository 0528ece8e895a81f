import { expect, it } from 'vitest';
import { prepared } from '@/test/prepared';
import { desk as router } from './router';
import { openDesk } from './testing';

const desk = prepared(openDesk);

/** Of each call that is no read, an address that it answers. */
const writes = router.routes
  .filter(({ method, path }) => !['GET', 'ALL'].includes(method) && !path.includes('*'))
  .map(
    ({ method, path }) =>
      [
        method,
        path.replaceAll(/:\w+(?:\{([^{}]*(?:\{[^{}]*\})?[^{}]*)\})?/g, (_, only: string | undefined) =>
          only && /[a-z]/.test(only) && !only.startsWith('[')
            ? (only.replaceAll(/\(\?:|[()]/g, '').split('|')[0] ?? '1')
            : '1',
        ),
      ] as const,
  );

it('there are as many as pages need', () => {
  expect(new Set(writes.map(String)).size).toBeGreaterThan(20);
});

it('no call but a read is answered to a page of somebody else, or of another site', async () => {
  const { cookie } = (await desk.signedIn('admin')).headers;
  const other = {
    cookie,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
    'x-desk-user': '999999',
  };
  for (const [method, path] of writes) {
    const ask = (headers: Record<string, string>) =>
      desk.app.request(`/api/desk${path}`, { method, headers, body: '{}' });
    const answer = await ask(other);
    expect([path, answer.status, await answer.json()]).toEqual([
      path,
      409,
      expect.objectContaining({ code: 'other_user' }),
    ]);
    expect([path, (await ask({ ...other, 'sec-fetch-site': 'cross-site' })).status]).toEqual([path, 403]);
  }
});

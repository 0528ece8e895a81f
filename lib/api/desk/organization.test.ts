import { describe, expect, it } from 'vitest';
import { revokeSession } from '@/lib/platform/auth/session';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { openDesk } from './testing';

const desk = prepared(openDesk);

const statusOf = async (path: string, headers: Record<string, string> = {}) =>
  (await desk.app.request(path, { headers })).status;

describe('the reads of the organization', () => {
  it.each([
    ['/api/desk/today', [200, 200, 200, 200]],
    ['/api/desk/team', [200, 403, 403, 403]],
    ['/api/desk/activity', [200, 403, 403, 403]],
    ['/api/desk/security', [200, 403, 403, 403]],
    ['/api/desk/security/alerts', [200, 403, 403, 403]],
    ['/api/desk/suppliers', [200, 200, 200, 200]],
    ['/api/desk/products', [200, 200, 200, 200]],
    ['/api/desk/integrators', [200, 403, 403, 403]],
    ['/api/desk/integrators/statement?integratorId=1', [200, 403, 403, 403]],
    ['/api/desk/integrators/one?id=999999', [404, 403, 403, 403]],
  ])('%s answers admin, supervisor, support and viewer with %j', async (path, expected) => {
    expect(await desk.statusesByRole(path)).toEqual(expected);
  });

  it.each(['/api/desk/today', '/api/desk/team', '/api/desk/activity'])('%s needs a live session', async (path) => {
    const { ctx, headers } = await desk.signedIn('admin');
    const { key } = await makeKeyContext(desk.db, ['coupons:read']);
    expect(await statusOf(path)).toBe(401);
    expect(await statusOf(path, { authorization: `Bearer ${key}` })).toBe(401);
    expect(await statusOf(path, { ...headers, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf(path, { ...headers, 'sec-fetch-site': 'same-origin' })).toBe(200);
    await revokeSession(desk.db, ctx.sessionToken, new Date());
    expect(await statusOf(path, headers)).toBe(401);
  });

  it('names the field that is wrong in an address', async () => {
    const { headers } = await desk.signedIn('admin');
    const response = await desk.app.request('/api/desk/activity?actor=robot', { headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid', errors: { actor: [expect.any(String)] } });
  });

  it.each([
    ['/api/desk/team?search=%00', 200],
    ['/api/desk/sales?search=a%00b', 200],
    ['/api/desk/activity?subjectKind=%00', 400],
  ])('%s, which the database could not store, is answered with %i', async (path, status) => {
    const { headers } = await desk.signedIn('admin');
    expect(await statusOf(path, headers)).toBe(status);
  });

  it('keeps answers with names out of every cache', async () => {
    const { headers } = await desk.signedIn('admin');
    const response = await desk.app.request('/api/desk/team?search=admin&page=1', { headers });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ page: 1, rows: expect.any(Array) });
  });
});

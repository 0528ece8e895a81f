import { describe, expect, it } from 'vitest';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { prepared } from '@/test/prepared';
import { openDesk } from './testing';

const desk = prepared(openDesk);

const exportBy = (headers: Record<string, string>, body: unknown) =>
  desk.app.request('/api/desk/sales/exports', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const ownPage = { 'sec-fetch-site': 'same-origin' };

describe('the reads around a sale', () => {
  it.each([
    ['/api/desk/sales', [200, 200, 200, 200]],
    ['/api/desk/sales/totals?state=failed', [200, 200, 200, 200]],
    ['/api/desk/sales/choices', [200, 200, 200, 200]],
    ['/api/desk/sales/open-own', [200, 200, 200, 403]],
    ['/api/desk/sales/catalogue', [200, 200, 200, 403]],
    ['/api/desk/sales?after=made-up', [400, 400, 400, 400]],
    ['/api/desk/sales/totals?from=yesterday', [400, 400, 400, 400]],
    ['/api/desk/sales?from=2026-11-05&to=2026-11-01', [400, 400, 400, 400]],
  ])('%s answers admin, supervisor, support and viewer with %j', async (path, expected) => {
    expect(await desk.statusesByRole(path)).toEqual(expected);
    expect((await desk.app.request(path)).status).toBe(401);
  });
});

describe('the export of sales', () => {
  it('is sent to the desk’s own page only, as CSV of what the filter finds', async () => {
    const { ctx, headers } = await desk.signedIn('support');
    const stock = await makeStock(desk.db, 2);
    const { sale } = await sell(ctx, order(stock));
    await sell(ctx, order(await makeStock(desk.db, 1)));
    const filter = { productId: stock.product.id };
    expect((await exportBy(headers, filter)).status).toBe(403);
    expect((await exportBy({ ...headers, 'sec-fetch-site': 'cross-site' }, filter)).status).toBe(403);
    expect((await exportBy(ownPage, filter)).status).toBe(401);
    expect((await exportBy({ ...headers, ...ownPage }, { productId: 'x' })).status).toBe(400);
    const answer = await exportBy({ ...headers, ...ownPage }, filter);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const lines = (await answer.text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(sale.reference);
  });
});

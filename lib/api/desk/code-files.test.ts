import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { Role } from '@/lib/platform/context/roles';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let admin: Awaited<ReturnType<typeof makeUserContext>>;

beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  admin = await makeUserContext(test.db, 'admin');
});
afterEach(() => stopJobs());

async function as(role: Role) {
  const user = role === 'admin' ? admin : await makeUserContext(test.db, role);
  return { cookie: await cookieOf(user), 'sec-fetch-site': 'same-origin' };
}
const makeCoupon = async () => (await createCoupon(admin, newCoupon())).id;
const post = (path: string, headers: Record<string, string>, body: string) =>
  app.request(`/api/desk${path}`, { method: 'POST', headers, body });

describe('a file sent by the import page', () => {
  it('is staged and checked, and its bad rows can be downloaded', async () => {
    const couponId = await makeCoupon();
    const headers = await as('admin');
    const query = `couponId=${couponId}&fileName=codes.csv&hasCheckCharacters=false&encoding=utf-8&delimiter=none&headerRow=1&column=1`;
    const answer = await post(`/uploads/codes?${query}`, headers, 'code\nABCD-1234\nx\n');
    expect(answer.status).toBe(200);
    const { uploadId } = (await answer.json()) as { uploadId: number };
    await startJobs();
    await vi.waitFor(
      async () => {
        const state = await app.request(`/api/desk/uploads/codes/${uploadId}?couponId=${couponId}`, { headers });
        expect(await state.json()).toMatchObject({ state: 'checked', rows: 2, good: 1, malformed: 1 });
      },
      { timeout: 30_000 },
    );
    const bad = await post(`/uploads/codes/${uploadId}/bad-rows?couponId=${couponId}`, headers, '');
    expect(bad.headers.get('content-disposition')).toBe(`attachment; filename="bad-rows-${uploadId}.csv"`);
    expect(await bad.text()).toMatch(/^line,code,result,detail\r\n3,••••[^,]*,malformed,\r\n$/);
  });

  it('is refused to support, from elsewhere, and without a body', async () => {
    const query = `couponId=${await makeCoupon()}&fileName=codes.csv&hasCheckCharacters=true&encoding=utf-8&delimiter=none&headerRow=0&column=1`;
    expect((await post(`/uploads/codes?${query}`, await as('support'), 'ABCDEFG')).status).toBe(403);
    const { cookie } = await as('admin');
    for (const site of [undefined, 'cross-site', 'same-site', 'none']) {
      const headers = { cookie, ...(site ? { 'sec-fetch-site': site } : {}) };
      expect((await post(`/uploads/codes?${query}`, headers, 'ABCDEFG')).status).toBe(403);
    }
    expect((await post(`/uploads/codes?${query}`, await as('admin'), '')).status).toBe(400);
    expect((await post('/uploads/codes?couponId=1', await as('admin'), 'ABCDEFG')).status).toBe(400);
  });
});

describe('an export', () => {
  it('is masked, and in clear only by an audited POST with a reason', async () => {
    const couponId = await makeCoupon();
    const code = `SECRET-${couponId}`;
    await issueListedCodes(admin, { couponId, list: [code] });
    const json = { ...(await as('support')), 'content-type': 'application/json' };
    const available = JSON.stringify({ couponId, filter: { status: 'available' } });
    const masked = await post('/code-exports/masked', json, available);
    expect(masked.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = await masked.text();
    expect(text).toMatch(/^code,id,status,batch,issued_at,issued_at_local,.*\r\n••••-/);
    expect(text).not.toContain(code);

    const clear = async (role: Role, body: unknown, headers = {}, path = '/code-exports') =>
      post(path, { ...(await as(role)), 'content-type': 'application/json', ...headers }, JSON.stringify(body));
    const wanted = { couponId, filter: {}, clear: { reason: 'for the printer' } };
    expect(await (await clear('admin', wanted)).text()).toContain(code);
    expect((await clear('support', wanted)).status).toBe(403);
    expect((await clear('admin', { ...wanted, clear: { reason: '' } })).status).toBe(400);
    expect((await clear('admin', { couponId, filter: {} })).status).toBe(400);
    expect((await clear('admin', wanted, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const refused = await clear('admin', wanted, {}, '/code-exports?as=pdf');
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ errors: { as: expect.anything() } }),
    ]);
    for (const columns of ['colour', 'code,colour', '', '__proto__']) {
      const unknown = await clear('admin', wanted, {}, `/code-exports?columns=${columns}`);
      expect([unknown.status, await unknown.json()]).toMatchObject([400, { errors: { columns: expect.anything() } }]);
    }
    const [audited] = await test.sql`select count(*) from audit_events where action = 'codes.exported'
      and subject_id = ${couponId}`;
    expect(audited?.count).toBe('1');
  });
});

it('of more than 10,000 codes is made by a job, and downloaded by the person who asked for it alone', async () => {
  const couponId = await makeCoupon();
  await issueListedCodes(admin, {
    couponId,
    list: Array.from({ length: 10_000 }, (_, at) => `MANY-${couponId}-${at}`),
  });
  await issueListedCodes(admin, { couponId, list: [`LAST-${couponId}`] });
  const headers = { ...(await as('admin')), 'content-type': 'application/json' };
  const body = JSON.stringify({ couponId, filter: {} });
  const asked = await post('/code-exports/masked?columns=id,status', headers, body);
  const { fileId, rows } = (await asked.json()) as { fileId: number; rows: number };
  expect([asked.status, rows]).toEqual([202, 10_001]);
  expect((await post(`/exports/${fileId}`, headers, '{}')).status).toBe(409);
  await startJobs();
  await vi.waitFor(
    async () => {
      const listed = (await (await app.request('/api/desk/exports', { headers })).json()) as { rows: object[] };
      expect(listed.rows).toMatchObject([{ id: fileId, state: 'done', rows: 10_001, total: 10_001 }]);
    },
    { timeout: 30_000 },
  );
  const answer = await post(`/exports/${fileId}`, headers, '{}');
  expect(answer.headers.get('content-disposition')).toMatch(/filename="codes-.*\.csv"$/);
  const lines = (await answer.text()).trim().split('\r\n');
  expect([lines.length, lines[0], lines[1]]).toEqual([10_002, 'id,status', expect.stringMatching(/^\d+,available$/)]);
  expect((await post(`/exports/${fileId}`, { ...headers, ...(await as('support')) }, '{}')).status).toBe(404);
  expect((await post(`/exports/${fileId}`, { ...headers, 'sec-fetch-site': 'cross-site' }, '{}')).status).toBe(403);
  expect((await post('/code-exports/masked?columns=colour', headers, body)).status).toBe(400);
});

it('comes as CSV with the mark that Excel asks for, or as .xlsx with the same cells, codes of digits as text', async () => {
  const couponId = await makeCoupon();
  const codes = ['0012345678901234567', `-ABCD-${couponId}`];
  await issueListedCodes(admin, { couponId, list: codes });
  const body = JSON.stringify({ couponId, filter: {}, clear: { reason: 'both' } });
  const headers = { ...(await as('admin')), 'content-type': 'application/json' };
  const csv = Buffer.from(await (await post('/code-exports?as=csv', headers, body)).arrayBuffer());
  expect(csv.subarray(0, 3)).toEqual(Buffer.from('\ufeff'));
  const answer = await post('/code-exports?as=xlsx', headers, body);
  expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet');
  expect(answer.headers.get('content-disposition')).toMatch(/\.xlsx"$/);
  const { rows = [] } = (await readXlsx(await answer.arrayBuffer())).sheets[0] ?? {};
  const lines = csv.toString().slice(1).trim().split('\r\n');
  expect(rows.map((row) => row[0])).toEqual(lines.map((line) => line.split(',')[0]?.replace(/^'|^"\t|"$/g, '')));
  expect(
    rows
      .slice(1)
      .map((row) => row[0])
      .sort(),
  ).toEqual([...codes].sort());
  const [{ issued, local }] = rows.slice(1).map((row) => ({ issued: String(row[4]), local: String(row[5]) })) as [
    { issued: string; local: string },
  ];
  expect(issued).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(local).toMatch(/\+05:45$/);
  expect(new Date(local)).toEqual(new Date(issued));
});

it('lists batches with their progress to everyone who can read coupons', async () => {
  const couponId = await makeCoupon();
  await issueListedCodes(admin, { couponId, list: [`LISTED-${couponId}`] });
  const headers = await as('viewer');
  const answer = await app.request(`/api/desk/code-batches?couponId=${couponId}`, { headers });
  const { rows } = (await answer.json()) as { rows: { id: number }[] };
  expect(rows).toMatchObject([{ kind: 'listed', state: 'done', requested: 1, issued: 1 }]);
  const one = await app.request(`/api/desk/code-batches/${rows[0]?.id}?couponId=${couponId}`, { headers });
  // What its codes cost is in the list alone, and not for a viewer.
  expect({ ...(await one.json()), unitCostPaisa: null }).toEqual(rows[0]);
  expect((await app.request(`/api/desk/code-batches/${rows[0]?.id}?couponId=1`, { headers })).status).toBe(404);
  expect((await app.request(`/api/desk/code-batches?couponId=${couponId}`)).status).toBe(401);
});

import { expect, it } from 'vitest';
import type { Role } from '@/lib/platform/context/roles';
import { prepared } from '@/test/prepared';
import { openDesk } from './testing';

const desk = prepared(openDesk);

async function as(role: Role) {
  return { ...(await desk.signedIn(role)).headers, 'sec-fetch-site': 'same-origin' };
}
const post = (path: string, headers: Record<string, string>, body: string) =>
  desk.app.request(`/api/desk/uploads${path}`, { method: 'POST', headers, body });

it('checks, imports and gives back a file, whose rows are then listed', async () => {
  const headers = await as('admin');
  const file = 'name,tvod_type,price,duration\nFilm,purchase,599,\nFilm,purchase,599,\n';
  const head = await post('/tvod-prices/head?isWhole=true', headers, file);
  expect(await head.json()).toMatchObject({ delimiter: 'comma', headerRow: 1, places: [1, 2, 3, 4, 0], questions: [] });
  const reading = 'encoding=utf-8&delimiter=comma&headerRow=1&form=own&places=1,2,3,4,0';
  const checked = await post(`/tvod-prices?${reading}`, headers, file);
  expect(await checked.json()).toMatchObject({ rows: 2, counts: { new: 1 } });
  const imported = await post(`/tvod-prices/import?${reading}&fileName=prices.csv`, headers, file);
  expect(await imported.json()).toEqual({ added: 1, id: expect.any(Number) });
  const leftOut = await post(`/tvod-prices/left-out?${reading}`, headers, file);
  expect(leftOut.headers.get('content-disposition')).toBe('attachment; filename="tvod-prices-left-out.csv"');
  expect(await leftOut.text()).toContain('3,Film,purchase,599,,,existing,,');
  const ofGroups = 'encoding=utf-8&delimiter=none&headerRow=1&form=own&places=1';
  const added = await post(`/user-groups/import?${ofGroups}`, headers, 'name\nGone\n');
  const { id } = (await added.json()) as { id: number };
  await post(`/user-groups/import?${ofGroups}`, headers, 'name\nStudents\n');
  const get = async (path: string) => (await desk.app.request(`/api/desk/uploads${path}`, { headers })).json();
  expect(await get('/user-groups/imports')).toMatchObject({ rows: [{ added: 1 }, { id, added: 1, undone: null }] });
  expect(await get(`/user-groups/undo?id=${id}`)).toEqual({ takes: 1, staying: 0, stays: [], gone: 0 });
  const json = { ...headers, 'content-type': 'application/json' };
  const undone = await post('/user-groups/undo', json, JSON.stringify({ id }));
  expect(await undone.json()).toEqual({ undone: 1, staying: 0, stays: [], gone: 0 });

  const viewer = await as('viewer');
  for (const [kind, name] of [
    ['tvod-prices', 'Film'],
    ['user-groups', 'Students'],
  ]) {
    const page = await desk.app.request(`/api/desk/${kind}?name=${name}&state=active`, { headers: viewer });
    const { rows } = (await page.json()) as { rows: { id: number; name: string }[] };
    expect(rows.map((row) => row.name)).toEqual([name]);
    const uses = await desk.app.request(`/api/desk/${kind}/coupons?id=${rows[0]?.id}`, { headers: viewer });
    expect(await uses.json()).toMatchObject({ rows: [], next: null });
  }
});

it('takes files from its own page only, and from users who can write', async () => {
  const { cookie } = await as('admin');
  for (const path of ['/user-groups', '/user-groups/import', '/user-groups/left-out', '/tvod-prices/import']) {
    expect((await post(path, await as('support'), 'name\nMine\n')).status).toBe(403);
    expect((await post(path, { cookie, 'sec-fetch-site': 'cross-site' }, 'name\nMine\n')).status).toBe(403);
    const page = { cookie, 'sec-fetch-site': 'same-origin', 'x-desk-user': '999999' };
    expect((await post(path, page, 'name\nMine\n')).status).toBe(409);
    expect((await post(path, await as('admin'), '')).status).toBe(400);
  }
});

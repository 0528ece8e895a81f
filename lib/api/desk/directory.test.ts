import { expect, it } from 'vitest';
import { workerOf } from '@/lib/domain/coupons/imports/testing';
import { tableImports } from '@/lib/domain/sales/table-imports/table-imports';
import type { Role } from '@/lib/platform/context/roles';
import { prepared } from '@/test/prepared';
import { openDesk } from './testing';

const desk = prepared(openDesk);

const fromPage = { 'sec-fetch-site': 'same-origin' };
const as = async (role: Role) => ({ ...(await desk.signedIn(role)).headers, ...fromPage });
const post = (path: string, headers: Record<string, string>, body: string) =>
  desk.app.request(`/api/desk/uploads${path}`, { method: 'POST', headers, body });

it('checks, imports and gives back a file, whose rows are then listed', async () => {
  const { ctx, headers: signedIn } = await desk.signedIn('admin');
  const headers = { ...signedIn, ...fromPage };
  const json = { ...headers, 'content-type': 'application/json' };
  const get = async (path: string) => (await desk.app.request(`/api/desk/uploads${path}`, { headers })).json();
  const answered = async (path: string, input: object) => (await post(path, json, JSON.stringify(input))).json();

  async function importFile(kind: 'tvod-prices' | 'user-groups', query: string, file: string) {
    const { id } = (await (await post(`/${kind}/files?${query}`, headers, file)).json()) as { id: number };
    await tableImports[kind].runCheck(workerOf(ctx), { uploadId: id });
    const checked = await get(`/${kind}/files/${id}`);
    expect(await answered(`/${kind}/files/${id}/import`, {})).toMatchObject({ state: 'importing' });
    await tableImports[kind].runImport(workerOf(ctx), { uploadId: id });
    const { imported } = (await get(`/${kind}/files/${id}`)) as { imported: { id: number; added: number } };
    return { id, checked, imported };
  }

  const file = 'name,tvod_type,price,duration\nFilm,purchase,599,\nFilm,purchase,599,\n';
  const head = await post('/tvod-prices/head?isWhole=true', headers, file);
  expect(await head.json()).toMatchObject({ delimiter: 'comma', headerRow: 1, places: [1, 2, 3, 4, 0], questions: [] });
  const reading = 'encoding=utf-8&delimiter=comma&headerRow=1&form=own&places=1,2,3,4,0&fileName=prices.csv';
  const sent = (await (await post(`/tvod-prices/files?${reading}`, headers, file)).json()) as { id: number };
  await tableImports['tvod-prices'].runCheck(workerOf(ctx), { uploadId: sent.id });
  const leftOut = await post(`/tvod-prices/files/${sent.id}/left-out`, headers, '');
  expect(leftOut.headers.get('content-disposition')).toBe('attachment; filename="tvod-prices-left-out.csv"');
  expect(await leftOut.text()).toContain('3,Film,purchase,599,,,');
  expect(await answered(`/tvod-prices/files/${sent.id}/cancel`, {})).toMatchObject({ state: 'cancelled' });
  const prices = await importFile('tvod-prices', reading, file);
  expect(prices.checked).toMatchObject({ checked: { rows: 2, counts: { new: 1 } } });
  expect(prices.imported).toMatchObject({ added: 1 });

  const ofGroups = 'encoding=utf-8&delimiter=none&headerRow=1&form=own&places=1';
  const { id } = (await importFile('user-groups', ofGroups, 'name\nGone\n')).imported;
  await importFile('user-groups', ofGroups, 'name\nStudents\n');
  expect(await get('/user-groups/imports')).toMatchObject({ rows: [{ added: 1 }, { id, added: 1, undone: null }] });
  expect(await get(`/user-groups/undo?id=${id}`)).toEqual({ takes: 1, staying: 0, stays: [], gone: 0 });
  expect(await answered('/user-groups/imports/undo', { id })).toEqual({ isRunning: true });
  await tableImports['user-groups'].runUndo(workerOf(ctx), { importId: id });
  expect(await get('/user-groups/imports')).toMatchObject({ rows: [{ added: 1 }, { id, undone: 1 }] });

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
  const calls: [path: string, body: string, refused: number][] = [
    ['/user-groups/files?encoding=utf-8', 'name\nMine\n', 400],
    ['/user-groups/files/99/import', '{}', 404],
    ['/tvod-prices/files/99/cancel', '', 404],
    ['/user-groups/files/99/left-out', '', 404],
    ['/user-groups/imports/undo', '{"id":99}', 404],
  ];
  for (const [path, body, refused] of calls) {
    const type = body.startsWith('{') ? { 'content-type': 'application/json' } : {};
    const status = async (headers: Record<string, string>) => (await post(path, { ...headers, ...type }, body)).status;
    expect(await status(await as('support')), path).toBe(403);
    expect(await status({ cookie, 'sec-fetch-site': 'cross-site' }), path).toBe(403);
    expect(await status({ cookie, ...fromPage, 'x-desk-user': '999999' }), path).toBe(409);
    expect(await status(await as('admin')), path).toBe(refused);
  }
});

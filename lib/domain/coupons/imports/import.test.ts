import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import { Forbidden } from '@/lib/core/errors';
import { listTvodPrices, tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup, listUserGroups, userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

async function* file(text: string | Buffer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

const groups = (text: string | Buffer) => userGroupImport.checkFile(admin, { file: file(text) });
const prices = (text: string) => tvodPriceImport.checkFile(admin, { file: file(text) });
const results = ({ shown }: Awaited<ReturnType<typeof groups>>) =>
  shown.map(({ line, cells, result }) => [line, cells[0], result]);

describe('a file of user groups', () => {
  it('gets a result for every row, and nothing is written yet', async () => {
    await createUserGroup(admin, { name: 'Staff' });
    const checked = await groups(
      `\uFEFFNAME\r\nNew one\r\nSTAFF\r\nnew ONE\r\n"Friends, family"\r\n${'x'.repeat(201)}\r\n`,
    );
    expect(checked).toMatchObject({ rows: 5, counts: { new: 2, existing: 1, duplicate: 1, malformed: 1 } });
    expect(results(checked)).toEqual([
      [3, 'STAFF', 'existing'],
      [4, 'new ONE', 'duplicate'],
      [6, 'x'.repeat(201), 'malformed'],
      [2, 'New one', 'new'],
      [5, 'Friends, family', 'new'],
    ]);
    expect(checked.shown[2]?.problem).toBe('name must be at most 200 characters');
    expect((await listUserGroups(admin, { name: 'new one' })).rows).toEqual([]);
  });

  it('does not lose what is behind a comma or is not UTF-8', async () => {
    const checked = await groups(Buffer.concat([Buffer.from('name\nFriends, family\nCaf'), Buffer.from([0xe9, 10])]));
    expect(checked.shown.map(({ result, problem }) => [result, problem])).toEqual([
      ['malformed', expect.stringContaining('put quotes around')],
      ['malformed', expect.stringContaining('save the file as UTF-8')],
    ]);
    expect(results(await groups('id;name;note\n1;Friends, family;kept\n'))).toEqual([[2, 'Friends, family', 'new']]);
  });

  it('is read in UTF-16, and refused by name where it is something else', async () => {
    const wide = Buffer.from('\ufeffname\r\n"दशैं, तिहार"\r\nCafé\r\n', 'utf16le');
    for (const bytes of [wide, wide.subarray(2), Buffer.from(wide).swap16()]) {
      expect(results(await groups(bytes)).map(([, name]) => name)).toEqual(['दशैं, तिहार', 'Café']);
    }
    await expect(groups('%PDF-1.7')).rejects.toMatchObject({ fields: { file: [expect.stringContaining('is a PDF')] } });
  });

  it('is added at once, is one event, and the same file again adds nothing', async () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `Bulk ${index}`);
    const text = `name\n${names.join('\n')}\n`;
    const input = { fileName: 'groups.csv' };
    expect(await userGroupImport.importFile(admin, { ...input, file: file(text) })).toEqual({ added: 50_000 });
    expect(await userGroupImport.importFile(admin, { ...input, file: file(text) })).toEqual({ added: 0 });
    expect((await groups(text)).counts).toMatchObject({ new: 0, existing: 50_000 });
    const { rows } = await listActivity(admin, { subjectKind: 'user_group' });
    const imports = rows.filter(({ action }) => action === 'user_group.imported');
    expect(imports.map(({ data }) => data)).toEqual([
      { fileName: 'groups.csv', count: 50_000, lastId: expect.any(Number) },
    ]);
    await expect(groups(`${text}One more\n`)).rejects.toMatchObject({ fields: { file: ['has more than 50000 rows'] } });
  });

  it.each([
    ['', 'holds no rows'],
    ['name\n', 'holds no rows'],
    ['name\n"open\n', 'is not CSV that can be read (line 2): look for a quote that is not closed'],
  ])('is refused as %j', async (text, message) => {
    await expect(groups(text)).rejects.toMatchObject({ fields: { file: [message] } });
  });
});

describe('a file of TVOD prices', () => {
  const text = [
    'name;tvod_type;price;duration',
    'New release, 2 days;Rental;250,50;2',
    'Classic;rental;"1,250.50";७',
    'To keep;purchase;599;',
    'No days;rental;10;',
    'Too cheap;rental;-1;2',
    ';lease;much;soon',
  ].join('\r\n');

  it('is read in rupees and days, and says everything that is wrong with a row', async () => {
    const { counts, shown } = await prices(text);
    expect(counts).toEqual({ new: 2, existing: 0, duplicate: 0, malformed: 4 });
    const amount = 'price must be an amount from 0 to 10,000,000 rupees, such as 250 or 250.50';
    expect(shown.map(({ problem, entry }) => problem ?? entry)).toEqual([
      amount,
      'duration must be an integer from 1 to 36500 for a rental',
      amount,
      `name can't be blank; tvod_type must be rental or purchase; ${amount}; duration must be an integer from 1 to 36500`,
      { name: 'Classic', tvodType: 'rental', pricePaisa: 125_050, durationDays: 7 },
      { name: 'To keep', tvodType: 'purchase', pricePaisa: 59_900, durationDays: null },
    ]);
  });

  it('names the columns that its header lacks', async () => {
    const refused = { fields: { file: ['has no column "tvod_type", "duration"'] } };
    await expect(prices('price,name\n1,x\n')).rejects.toMatchObject(refused);
  });

  it('adds the good rows, and gives the others back as a file that can be fixed and sent again', async () => {
    expect(await tvodPriceImport.importFile(admin, { fileName: '', file: file(text) })).toEqual({ added: 2 });
    expect((await listTvodPrices(admin, {})).rows).toMatchObject([
      { name: 'Classic', tvodType: 'rental', pricePaisa: 125_050, durationDays: 7, coupons: 0 },
      { name: 'To keep', tvodType: 'purchase', pricePaisa: 59_900, durationDays: null },
    ]);
    const { name, rows } = await tvodPriceImport.exportLeftOut(admin, { file: file(text) });
    expect(name).toBe('tvod-prices-left-out');
    let csv = '';
    for await (const some of rows) csv += toCsv(some);
    expect(csv.split('\r\n').slice(0, 3)).toEqual([
      'line,name,tvod_type,price,duration,result,why',
      '2,"New release, 2 days",Rental,"250,50",2,malformed,"price must be an amount from 0 to 10,000,000 rupees, such as 250 or 250.50"',
      '3,Classic,rental,"1,250.50",७,existing,',
    ]);
    expect((await prices(csv.replace('250,50', '250.50'))).counts).toMatchObject({ new: 1, existing: 2, malformed: 3 });
  });
});

it('is for callers that can write coupons', async () => {
  const support = await makeUserContext(test.db, 'support');
  const reader = await makeKeyContext(test.db, ['coupons:read']);
  for (const ctx of [support, reader]) {
    await expect(userGroupImport.checkFile(ctx, { file: file('x') })).rejects.toBeInstanceOf(Forbidden);
    await expect(userGroupImport.importFile(ctx, { fileName: '', file: file('x') })).rejects.toBeInstanceOf(Forbidden);
    await expect(userGroupImport.exportLeftOut(ctx, { file: file('x') })).rejects.toBeInstanceOf(Forbidden);
  }
});

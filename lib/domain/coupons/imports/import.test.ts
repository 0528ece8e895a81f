import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { toCsv } from '@/lib/core/csv';
import { Forbidden } from '@/lib/core/errors';
import { listTvodPrices, tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup, listUserGroups, userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { importWords, reasonKey } from './reasons';
import { shownOfEach } from './summarize-rows';
import { inPieces, notesOf, problemsOf, readAsProposed } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const groups = async (text: string | Buffer) =>
  userGroupImport.checkFile(admin, {
    ...(await readAsProposed(userGroupImport, admin, text)),
    file: inPieces(text),
  });
const prices = async (text: string) =>
  tvodPriceImport.checkFile(admin, { ...(await readAsProposed(tvodPriceImport, admin, text)), file: inPieces(text) });
const headOf = (text: string | Buffer) => tvodPriceImport.readHead(admin, { isWhole: true, file: inPieces(text) });
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
    expect(checked.shown.map(problemsOf)[2]).toBe('name: must be at most 200 characters');
    expect((await listUserGroups(admin, { name: 'new one' })).rows).toEqual([]);
  });

  it.each(['1.00E+05', '01-Mar', '12345.0'])('says of the name %s that a spreadsheet changed it', async (name) => {
    const damaged = { result: 'malformed', problems: [{ column: 'name', words: importWords.damaged, value: null }] };
    expect((await groups(`name\n${name}\nGold\n`)).shown).toMatchObject([damaged, { result: 'new' }]);
    const priced = `name;tvod_type;price;duration\n${name};purchase;1;\nGold;purchase;1;\n`;
    expect((await prices(priced)).shown).toMatchObject([damaged, { result: 'new' }]);
  });

  it('does not lose what is behind a comma, and reads what is not UTF-8', async () => {
    const text = Buffer.concat([Buffer.from('name\nFriends, family\nCaf'), Buffer.from([0xe9, 10])]);
    const head = await userGroupImport.readHead(admin, { isWhole: true, file: inPieces(text) });
    expect(head.questions).toEqual(['delimiter', 'headerRow']);
    const reading = await readAsProposed(userGroupImport, admin, text, { delimiter: 'none' });
    expect(results(await userGroupImport.checkFile(admin, { ...reading, file: inPieces(text) }))).toEqual([
      [2, 'Friends, family', 'new'],
      [3, 'Café', 'new'],
    ]);
    expect(results(await groups('id;name;note\n1;Friends, family;kept\n'))).toEqual([[2, 'Friends, family', 'new']]);
    const { shown } = await groups('id;name;note\n1;Noted;kept\n');
    expect(shown.map(notesOf)).toEqual([['note: has no counterpart here: kept']]);
    const [cut] = (await groups('id,name\n1,Friends, family\n2,One\n3,Two\n4,Three\n')).shown;
    expect(cut).toMatchObject({ result: 'malformed', problems: [{ column: null, words: importWords.misaligned }] });
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
    const input = { fileName: 'groups.csv', ...(await readAsProposed(userGroupImport, admin, text)) };
    const { added, ids } = await userGroupImport.importFile(admin, { ...input, file: inPieces(text) });
    expect([added, ids.length]).toEqual([50_000, 50_000]);
    expect(await userGroupImport.importFile(admin, { ...input, file: inPieces(text) })).toMatchObject({ added: 0 });
    expect((await groups(text)).counts).toMatchObject({ new: 0, existing: 50_000 });
    const { rows } = await listActivity(admin, { subjectKind: 'user_group' });
    const imports = rows.filter(({ action }) => action === 'user_group.imported');
    expect(imports.map(({ data }) => data)).toEqual([
      { fileName: 'groups.csv', count: 50_000, lastId: expect.any(Number) },
    ]);
    await expect(groups(`${text}One more\n`)).rejects.toMatchObject({
      fields: { file: ['has more than 50000 rows: split it into several files'] },
    });
  });

  it('leaves out what looks like a total or a repeated header, once that was confirmed', async () => {
    const text = 'name\nOf a file with a sum\nname\nGrand Total\n';
    const checked = await groups(text);
    expect(checked.counts).toMatchObject({ new: 1, not_data: 2 });
    expect(checked.shown.map(problemsOf)).toEqual(['repeats the header', 'looks like a total', '']);
    const input = { ...(await readAsProposed(userGroupImport, admin, text)) };
    await expect(userGroupImport.importFile(admin, { ...input, file: inPieces(text) })).rejects.toMatchObject({
      reason: 'not_confirmed',
    });
    const confirmed = { ...input, confirmed: true, file: inPieces(text) };
    expect(await userGroupImport.importFile(admin, confirmed)).toMatchObject({ added: 1 });
  });

  it('counts its reasons, and shows rows of each, also of one that is rare', async () => {
    const long = Array.from({ length: 300 }, (_, at) => `${'x'.repeat(201)}${at}`);
    const { counts, reasons, shown } = await groups(['name', ...long, 'torn \uFFFD one', 'Fine'].join('\n'));
    expect(counts).toMatchObject({ new: 1, malformed: 301 });
    expect(reasons).toEqual([
      { column: 'name', words: 'must be at most 200 characters', rows: 300 },
      { column: null, words: importWords.unreadable, rows: 1 },
    ]);
    for (const reason of reasons) {
      const rows = shown.filter(({ problems }) => problems.some((one) => reasonKey(one) === reasonKey(reason)));
      expect(rows).toHaveLength(Math.min(reason.rows, shownOfEach));
    }
  });

  it.each([
    ['', 'holds no rows'],
    ['name\n', 'holds no rows'],
    ['name\n"open\n', 'is not CSV that can be read (line 2): look for a quote that is not closed'],
    [
      `name\nOne\n\n"open\n${'Two\n'.repeat(100)}`,
      'is not CSV that can be read (line 4): look for a quote that is not closed',
    ],
    [`name\nOne\n"open\n${'Two\n'.repeat(5000)}`, expect.stringMatching(/characters \(line 3\): .* not closed$/)],
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

  it.each([
    ['Nome;Tipo;Preço;Dias', 'Filme;Aluguel;99;7', 'Acervo;compra;599;'],
    ['नाम;प्रकार;मूल्य;दिन', 'चलचित्र;भाडा;९९;7', 'सङ्ग्रह;खरिद;599;'],
  ])('can be written in the words of the desk: %s', async (...lines) => {
    const { counts, shown } = await prices(lines.join('\n'));
    expect(counts).toMatchObject({ new: 2, malformed: 0 });
    expect(shown.map(({ entry }) => entry)).toMatchObject([
      { tvodType: 'rental', pricePaisa: 99_00, durationDays: 7 },
      { tvodType: 'purchase', pricePaisa: 599_00, durationDays: null },
    ]);
  });

  it('has totals where the other cells are numbers alone', async () => {
    const { counts } = await prices('name,tvod_type,price,duration\nTotal,rental,250,2\nTotal,,1500,\nकुल,,1500,\n');
    expect(counts).toMatchObject({ new: 1, not_data: 2 });
  });

  it('is read in rupees and days, and says everything that is wrong with a row', async () => {
    const { counts, shown } = await prices(text);
    expect(counts).toEqual({ new: 2, existing: 0, duplicate: 0, malformed: 4, not_data: 0 });
    const amount = 'price: must be an amount from 0 to 10,000,000 rupees, such as 250 or 250.50';
    expect(shown.map((row) => row.entry ?? problemsOf(row))).toEqual([
      amount,
      'duration: must be an integer from 1 to 36500 for a rental',
      amount,
      `name: can't be blank; tvod_type: must be rental or purchase; ${amount}; duration: must be an integer from 1 to 36500`,
      { name: 'Classic', tvodType: 'rental', pricePaisa: 125_050, durationDays: 7 },
      { name: 'To keep', tvodType: 'purchase', pricePaisa: 59_900, durationDays: null },
    ]);
  });

  it('asks for the columns that its header lacks or has twice, and takes the ones that are chosen', async () => {
    const lacking = 'price,name\n1,x\n';
    expect(await headOf(lacking)).toMatchObject({ questions: ['places'], places: [2, 0, 1, 0, 0] });
    const refused = { fields: { places: ['must have a column for tvod_type, duration'] } };
    await expect(prices(lacking)).rejects.toMatchObject(refused);
    const twice = 'name,name,tvod_type,price,days\nA,B,rental,1,2\n';
    expect(await headOf(twice)).toMatchObject({ questions: ['places'], places: [0, 3, 4, 5, 0] });
    const reading = await readAsProposed(tvodPriceImport, admin, twice, { places: '2,3,4,5,0' });
    const { shown } = await tvodPriceImport.checkFile(admin, { ...reading, file: inPieces(twice) });
    expect(shown).toMatchObject([{ cells: ['B', 'rental', '1', '2', ''], result: 'new' }]);
    expect(shown.map(notesOf)).toEqual([['name: has no counterpart here: A']]);
  });

  it('is proposed to be read as the last one with the same header was', async () => {
    const text = 'name,name,tvod_type,price,days\nKept A,Kept B,rental,1,2\n';
    const { shape } = await headOf(text);
    const reading = await readAsProposed(tvodPriceImport, admin, text, { places: '1,3,4,5,0' });
    const { ids } = await tvodPriceImport.importFile(admin, {
      ...reading,
      shape: shape ?? undefined,
      file: inPieces(text),
    });
    expect(await headOf(text)).toMatchObject({ questions: [], places: [1, 3, 4, 5, 0], readAt: expect.any(Date) });
    await tvodPriceImport.undoImport(admin, { ids });
  });

  it('comes as a workbook, too', async () => {
    async function* rows() {
      yield [
        ['name', 'tvod_type', 'price', 'duration'],
        ['Of a sheet', 'rental', 250.5, 2],
      ];
    }
    const parts: Uint8Array[] = [];
    for await (const part of writeWorkbook({ name: 'prices', rows: rows() })) parts.push(part);
    const bytes = Buffer.concat(parts);
    const reading = await readAsProposed(tvodPriceImport, admin, bytes);
    const { shown } = await tvodPriceImport.checkFile(admin, { ...reading, file: inPieces(bytes) });
    expect(shown.map(({ entry }) => entry)).toMatchObject([
      { name: 'Of a sheet', pricePaisa: 25_050, durationDays: 2 },
    ]);
  });

  it('is not read in another currency', async () => {
    const { shown } = await prices('name,tvod_type,price,duration,currency\nDollars,rental,1,2,USD\n');
    expect(shown.map(problemsOf)).toEqual(['price: is in another currency, and none is converted: USD']);
    const own = ['NPR', 'npr', 'Rs', 'Rs.', 'NRs', 'रु', 'रु.', ''].map((word, at) => `Film ${at},rental,1,2,${word}`);
    const { counts } = await prices(['name,tvod_type,price,duration,currency', ...own].join('\n'));
    expect(counts).toMatchObject({ new: own.length, malformed: 0 });
  });

  it('adds the good rows, and gives the others back as a file that can be fixed and sent again', async () => {
    const reading = await readAsProposed(tvodPriceImport, admin, text);
    const { added, ids } = await tvodPriceImport.importFile(admin, { fileName: '', ...reading, file: inPieces(text) });
    expect(added).toBe(2);
    expect((await listTvodPrices(admin, {})).rows).toMatchObject([
      { name: 'Classic', tvodType: 'rental', pricePaisa: 125_050, durationDays: 7, coupons: 0 },
      { name: 'To keep', tvodType: 'purchase', pricePaisa: 59_900, durationDays: null },
    ]);
    const { name, rows } = await tvodPriceImport.exportLeftOut(admin, { ...reading, file: inPieces(text) });
    expect(name).toBe('tvod-prices-left-out');
    let csv = '';
    for await (const some of rows) csv += toCsv(some);
    expect(csv.split('\r\n').slice(0, 3)).toEqual([
      'line,name,tvod_type,price,duration,currency,result,why,not_taken_over',
      '2,"New release, 2 days",Rental,"250,50",2,,malformed,"price: must be an amount from 0 to 10,000,000 rupees, such as 250 or 250.50",',
      '3,Classic,rental,"1,250.50",७,,existing,,',
    ]);
    expect((await prices(csv.replace('250,50', '250.50'))).counts).toMatchObject({ new: 1, existing: 2, malformed: 3 });
    expect(await tvodPriceImport.undoImport(admin, { ids })).toEqual({ undone: 2 });
    expect(await tvodPriceImport.undoImport(admin, { ids })).toEqual({ undone: 0 });
    expect((await prices(text)).counts).toMatchObject({ new: 2, existing: 0 });
  });
});

it('is for callers that can write coupons', async () => {
  const support = await makeUserContext(test.db, 'support');
  const reader = await makeKeyContext(test.db, ['coupons:read']);
  for (const ctx of [support, reader]) {
    const of = { headerRow: 0, form: 'own', places: '1', file: inPieces('x') };
    await expect(userGroupImport.readHead(ctx, { isWhole: true, file: of.file })).rejects.toBeInstanceOf(Forbidden);
    for (const use of [userGroupImport.checkFile, userGroupImport.importFile, userGroupImport.exportLeftOut]) {
      await expect(use(ctx, of)).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(userGroupImport.undoImport(ctx, { ids: [1] })).rejects.toBeInstanceOf(Forbidden);
  }
});

import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup, listUserGroups, userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { importWords, reasonKey } from './reasons';
import { shownOfEach } from './summarize-rows';
import { inPieces, notesOf, problemsOf, readAsProposed, withJobs } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const groups = async (text: string | Buffer) =>
  withJobs(userGroupImport).checkFile(admin, {
    ...(await readAsProposed(userGroupImport, admin, text)),
    file: inPieces(text),
  });
const prices = async (text: string) =>
  withJobs(tvodPriceImport).checkFile(admin, {
    ...(await readAsProposed(tvodPriceImport, admin, text)),
    file: inPieces(text),
  });
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
    expect(head.questions).toEqual(['delimiter', 'headerRow', 'places']);
    const reading = await readAsProposed(userGroupImport, admin, text, { delimiter: 'none' });
    expect(results(await withJobs(userGroupImport).checkFile(admin, { ...reading, file: inPieces(text) }))).toEqual([
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
    const { added, id } = await withJobs(userGroupImport).importFile(admin, { ...input, file: inPieces(text) });
    expect([added, id]).toEqual([50_000, expect.any(Number)]);
    expect(await withJobs(userGroupImport).importFile(admin, { ...input, file: inPieces(text) })).toMatchObject({
      added: 0,
    });
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
    await expect(withJobs(userGroupImport).importFile(admin, { ...input, file: inPieces(text) })).rejects.toMatchObject(
      {
        reason: 'not_confirmed',
      },
    );
    const confirmed = { ...input, confirmed: true, file: inPieces(text) };
    expect(await withJobs(userGroupImport).importFile(admin, confirmed)).toMatchObject({ added: 1 });
  });

  it.each([
    'Total,350,rupees',
    'Total,5 groups,',
    'कुल,350 समूह,',
    'Grand Total:,Rs 2000 only,',
    '7,Total,350 in all groups',
  ])('asks of a total with words next to its figure: %s', async (row) => {
    const text = `name,members,remark\nGold of ${row.length},5,ok\n${row}\nSum,of words,alone\n`;
    const reading = await readAsProposed(userGroupImport, admin, text);
    const { counts, shown } = await withJobs(userGroupImport).checkFile(admin, { ...reading, file: inPieces(text) });
    expect(counts).toMatchObject({ new: 2, not_data: 1 });
    expect(shown.map(problemsOf)).toContain('looks like a total');
    const file = { ...reading, file: inPieces(text) };
    await expect(withJobs(userGroupImport).importFile(admin, file)).rejects.toMatchObject({ reason: 'not_confirmed' });
  });

  it.each([
    ['a total in a later column', 'No;Name;Rs\n1;Gold A;5\n2;Total;10\n;जम्मा:;10\nसोमबार;योग;5\n', ['Gold A', 'योग']],
    [
      'a header of unknown words, on another page',
      'Nr;Gruppe;Seite 1\n1;Gold B;\nNr;Gruppe;Seite 2\nNR;GRUPPE\n2;Sum of Gold B;\n',
      ['Gold B', 'Sum of Gold B'],
    ],
    ['a title', 'Groups of March\nNo;Name\n1;Gold C\nGroups of March\nNo;Name\n2;Gold D\n', ['Gold C', 'Gold D']],
  ])('shows %s, and leaves it out once that was confirmed', async (_, text, names) => {
    const reading = await readAsProposed(userGroupImport, admin, text, { headerRow: /^Groups/.test(text) ? 2 : 1 });
    const as = { ...reading, places: '2' };
    const checked = await withJobs(userGroupImport).checkFile(admin, { ...as, file: inPieces(text) });
    expect(checked.counts).toMatchObject({ new: 2, not_data: 2, malformed: 0 });
    const isNew = ({ result }: { result: string }) => result === 'new';
    expect(checked.shown.filter(isNew).map(({ cells }) => cells[0])).toEqual(names);
    await expect(withJobs(userGroupImport).importFile(admin, { ...as, file: inPieces(text) })).rejects.toMatchObject({
      reason: 'not_confirmed',
    });
  });

  it('asks whether a first row that comes again is the header', async () => {
    const text = 'Gruppe 1;Ort\nSilber 2;Pokhara\nGruppe 1;Ort\nSilber 3;Ilam\n';
    const head = await userGroupImport.readHead(admin, { isWhole: true, file: inPieces(text) });
    expect(head).toMatchObject({ headerRow: 1, questions: ['headerRow', 'places'] });
    const once = text.replace('Gruppe 1;Ort\nSilber 3', 'Gruppe 4;Ort\nSilber 3');
    expect(await userGroupImport.readHead(admin, { isWhole: true, file: inPieces(once) })).toMatchObject({
      headerRow: 0,
      questions: ['places'],
    });
  });

  it('asks which column is which where no row names them, and reads rows as wide as the first', async () => {
    const text = '1;Gold E;x\n2;Gold F;\n4;Gold H;x\n5;Gold I;x\n3;Gold;G;y\n';
    const head = await userGroupImport.readHead(admin, { isWhole: true, file: inPieces(text) });
    expect(head).toMatchObject({ headerRow: 0, questions: ['places'], asked: ['name'], places: [0] });
    const reading = { ...(await readAsProposed(userGroupImport, admin, text)), places: '2' };
    expect(results(await withJobs(userGroupImport).checkFile(admin, { ...reading, file: inPieces(text) }))).toEqual([
      [5, 'Gold', 'malformed'],
      ...['E', 'F', 'H', 'I'].map((letter, at) => [at + 1, `Gold ${letter}`, 'new']),
    ]);
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

it('is for callers that can write coupons', async () => {
  const support = await makeUserContext(test.db, 'support');
  const reader = await makeKeyContext(test.db, ['coupons:read']);
  for (const ctx of [support, reader]) {
    const of = { headerRow: 0, form: 'own', places: '1', file: inPieces('x') };
    await expect(userGroupImport.readHead(ctx, { isWhole: true, file: of.file })).rejects.toBeInstanceOf(Forbidden);
    await expect(userGroupImport.receiveFile(ctx, of)).rejects.toBeInstanceOf(Forbidden);
    for (const use of [
      userGroupImport.getFile,
      userGroupImport.startImport,
      userGroupImport.cancelFile,
      userGroupImport.exportLeftOut,
    ]) {
      await expect(use(ctx, { id: 1 })).rejects.toBeInstanceOf(Forbidden);
    }
  }
});

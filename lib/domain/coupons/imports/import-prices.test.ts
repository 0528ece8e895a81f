import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { toCsv } from '@/lib/core/csv';
import { listTvodPrices, tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { inPieces, notesOf, problemsOf, readAsProposed, withJobs } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const prices = async (text: string) =>
  withJobs(tvodPriceImport).checkFile(admin, {
    ...(await readAsProposed(tvodPriceImport, admin, text)),
    file: inPieces(text),
  });
const headOf = (text: string | Buffer) => tvodPriceImport.readHead(admin, { isWhole: true, file: inPieces(text) });

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

  it('has totals next to figures, whatever else the row says', async () => {
    const rows = 'Total of all,rental,250,2\nTotal,rental,250,2\nTotal,,1500,\nकुल,,1500,\n';
    const { counts } = await prices(`name,tvod_type,price,duration\n${rows}`);
    expect(counts).toMatchObject({ new: 1, not_data: 3 });
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
    const { shown } = await withJobs(tvodPriceImport).checkFile(admin, { ...reading, file: inPieces(twice) });
    expect(shown).toMatchObject([{ cells: ['B', 'rental', '1', '2', ''], result: 'new' }]);
    expect(shown.map(notesOf)).toEqual([['name: has no counterpart here: A']]);
  });

  it('is proposed to be read as the last one with the same header was', async () => {
    const text = 'name,name,tvod_type,price,days\nKept A,Kept B,rental,1,2\n';
    const { shape } = await headOf(text);
    const reading = await readAsProposed(tvodPriceImport, admin, text, { places: '1,3,4,5,0' });
    const { id } = await withJobs(tvodPriceImport).importFile(admin, {
      ...reading,
      shape: shape ?? undefined,
      file: inPieces(text),
    });
    expect(await headOf(text)).toMatchObject({ questions: [], places: [1, 3, 4, 5, 0], readAt: expect.any(Date) });
    await withJobs(tvodPriceImport).undoImport(admin, { id: Number(id) });
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
    const { shown } = await withJobs(tvodPriceImport).checkFile(admin, { ...reading, file: inPieces(bytes) });
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
    const { added, id } = await withJobs(tvodPriceImport).importFile(admin, {
      fileName: '',
      ...reading,
      file: inPieces(text),
    });
    expect(added).toBe(2);
    expect((await listTvodPrices(admin, {})).rows).toMatchObject([
      { name: 'Classic', tvodType: 'rental', pricePaisa: 125_050, durationDays: 7, coupons: 0 },
      { name: 'To keep', tvodType: 'purchase', pricePaisa: 59_900, durationDays: null },
    ]);
    const { name, rows } = await withJobs(tvodPriceImport).exportLeftOut(admin, { ...reading, file: inPieces(text) });
    expect(name).toBe('tvod-prices-left-out');
    let csv = '';
    for await (const some of rows) csv += toCsv(some);
    expect(csv.split('\r\n').slice(0, 3)).toEqual([
      'line,name,tvod_type,price,duration,currency,result,why,not_taken_over,warnings',
      '2,"New release, 2 days",Rental,"250,50",2,,malformed,"price: must be an amount from 0 to 10,000,000 rupees, such as 250 or 250.50",,',
      '3,Classic,rental,"1,250.50",७,,existing,,,',
    ]);
    expect((await prices(csv.replace('250,50', '250.50'))).counts).toMatchObject({ new: 1, existing: 2, malformed: 3 });
    expect(await withJobs(tvodPriceImport).undoImport(admin, { id: Number(id) })).toMatchObject({
      undone: 2,
      staying: 0,
      gone: 0,
    });
    await expect(withJobs(tvodPriceImport).undoImport(admin, { id: Number(id) })).rejects.toMatchObject({
      reason: 'undone',
    });
    expect((await prices(text)).counts).toMatchObject({ new: 2, existing: 0 });
  });
});

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { Invalid } from '@/lib/core/errors';
import { type OpenedWorkbook, readWhole, readWorkbook } from './read-workbook';
import type { WorkbookFormat } from './worker-messages';

async function read(bytes: Uint8Array, { format = 'xlsx' as WorkbookFormat, sheet = null as number | null } = {}) {
  let opened: OpenedWorkbook | undefined;
  const rows: [number, ...string[]][] = [];
  const task = { bytes, format, sheet, limit: null, withSheets: sheet === null };
  for await (const { line, cells } of readWorkbook(task, (workbook) => (opened = workbook)))
    rows.push([line, ...cells]);
  return { opened, rows };
}

const refused = (words: string) => ({ fields: { file: [expect.stringContaining(words)] } });

/** A zip of parts whose sizes can be said wrongly. */
function zip(parts: [name: string, text: string | Buffer, said?: number | undefined][]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, text, said] of parts) {
    const packed = deflateRawSync(text);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(8, 4);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(said ?? Buffer.byteLength(text), 18);
    header.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04'), header, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\0'), header, place, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(Buffer.concat(central).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, ...central, Buffer.from('PK\x05\x06'), end]);
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
/** A workbook with one sheet, as bare as it can be. */
const bare = (sheet: string | Buffer, said?: number) =>
  zip([
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    [
      '_rels/.rels',
      `<Relationships ${relationships}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships ${relationships}><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', sheet, said],
  ]);
const sheetOf = (rows: string) => `<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`;

it.each(['xlsx', 'ods'] as const)('reads what an %s shows, and marks what it has changed', async (format) => {
  const rows = [
    ['Code', 'कोड'],
    [' AB12\nCD ', 12_345],
    [],
    [4_071_234_567_890_123, 0.1 + 0.2],
    [new Date('2026-03-01'), true],
    ['merged', null, 'end'],
  ];
  const write = { xlsx: writeXlsx, ods: writeOds }[format];
  const merges = [{ startRow: 5, startCol: 0, endRow: 5, endCol: 1 }];
  const bytes = await write({
    sheets: [
      { name: 'Empty', rows: [] },
      { name: 'Codes', rows, merges },
    ],
  });
  const { opened, rows: found } = await read(bytes, { format });
  expect(opened).toMatchObject({ sheets: ['Empty', 'Codes'], filled: [2], sheet: 2 });
  expect(found).toEqual([
    [1, 'Code', 'कोड'],
    [2, 'AB12\nCD', '12345'],
    [4, '4.071234567890123e+15', '0.3'],
    [5, '01-Mar-2026', 'TRUE'],
    [6, 'merged', '', 'end'],
  ]);
  expect((await read(bytes, { format, sheet: 1 })).rows).toEqual([]);
  await expect(read(bytes, { format, sheet: 3 })).rejects.toMatchObject({
    fields: { sheet: ['is more than the workbook has'] },
  });
});

it('keeps the zeros with which a number is shown, or refuses the file', async () => {
  const columns = [{ key: 'code', header: 'Code', numFmt: '0000-000' }];
  const bytes = await writeXlsx({ sheets: [{ name: 'S', columns, data: [{ code: 12_345 }, { code: 7 }] }] });
  expect((await read(bytes)).rows).toEqual([
    [1, 'Code'],
    [2, '0012-345'],
    [3, '0000-007'],
  ]);
  const style = '<number:number-style><number:number number:min-integer-digits="6"/></number:number-style>';
  const ods = zip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['content.xml', `<office:document-content>${style}</office:document-content>`],
  ]);
  await expect(read(ods, { format: 'ods' })).rejects.toMatchObject(refused('shown with zeros in front'));
});

it('keeps the sign of a percentage, or refuses the file', async () => {
  const columns = [
    { key: 'rate', header: 'Rate', numFmt: '0.0%' },
    { key: 'said', header: 'Said', numFmt: '0 "%"' },
    { key: 'plain', header: 'Plain' },
  ];
  const data = [
    { rate: 0.25, said: 25, plain: 0.25 },
    { rate: 0.07, said: 7, plain: 'x' },
  ];
  expect((await read(await writeXlsx({ sheets: [{ name: 'S', columns, data }] }))).rows).toEqual([
    [1, 'Rate', 'Said', 'Plain'],
    [2, '25%', '25', '0.25'],
    [3, '7%', '7', 'x'],
  ]);
  const cell = '<table:table-cell office:value-type="percentage" office:value="0.25"/>';
  const ods = zip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['content.xml', `<office:document-content>${cell}</office:document-content>`],
  ]);
  await expect(read(ods, { format: 'ods' })).rejects.toMatchObject(refused('shown as percentages'));
});

it('reads a formula by its result, and the words of an error as they are', async () => {
  const cells = '<c t="str"><f>A1&amp;B1</f><v>AB12CD</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>1+1</f></c>';
  expect((await read(bare(sheetOf(`<row r="3">${cells}</row>`)))).rows).toEqual([[3, 'AB12CD', '#DIV/0!']]);
});

it('leaves a million empty cells out', async () => {
  const row = `<row>${'<c s="0"/>'.repeat(1000)}</row>`;
  const sheet = sheetOf(`${row.repeat(1000)}<row><c t="inlineStr"><is><t>GA6A1X</t></is></c></row>`);
  // So that it does not pack as a bomb does: a real one has more that differs.
  const noise = Array.from({ length: 3000 }, (_, at) => createHash('sha256').update(String(at)).digest('hex')).join('');
  const bytes = bare(`${sheet}<!--${noise}-->`);
  expect((await read(bytes)).rows).toEqual([[1001, 'GA6A1X']]);
});

it('refuses what unpacks to more than a table can be, whatever it says of itself', async () => {
  const huge = Buffer.alloc(300 * 1024 * 1024, ' ');
  await expect(read(bare(huge))).rejects.toMatchObject(refused('too large once it is unpacked'));
  await expect(read(bare(huge.subarray(0, 50_000_000)))).rejects.toMatchObject(refused('200 times its size'));
  await expect(read(bare(huge, 1000))).rejects.toMatchObject(refused('cannot be read'));
  await expect(read(bare(huge, 0))).rejects.toMatchObject(refused('cannot be read'));
});

it('refuses what is broken, protected, or larger than a workbook can be', async () => {
  const whole = await writeXlsx({ sheets: [{ name: 'S', rows: [['Code'], ['GA6A1X']] }] });
  await expect(read(whole.subarray(0, whole.length - 100))).rejects.toBeInstanceOf(Invalid);
  const damaged = Buffer.from(whole);
  damaged.fill(0x20, 60, 120);
  await expect(read(damaged)).rejects.toMatchObject(refused('cannot be read'));
  const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>';
  const locked = zip([['META-INF/manifest.xml', manifest]]);
  await expect(read(locked, { format: 'ods' })).rejects.toMatchObject(refused('password'));
  async function* endless() {
    for (;;) yield new Uint8Array(1024 * 1024);
  }
  await expect(readWhole(endless())).rejects.toMatchObject(refused('more than 32 MiB'));
});

it('frees its thread when nobody reads on', async () => {
  const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: Array.from({ length: 3000 }, (_, at) => [at]) }] });
  for await (const _ of readWorkbook({ bytes, format: 'xlsx', sheet: 1, limit: null, withSheets: false })) break;
  expect((await read(bytes)).rows).toHaveLength(3000);
});

import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { CodeSheet, PrintedCode } from '@/lib/core/code-sheet';
import { isPrintableLogo, writeCodeSheet } from './write-code-sheet';

/** A black PNG of one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
const template: CodeSheet = { perPage: 24, symbol: 'qr', title: 'दशैं: Dashain', text: '' };

async function pdfOf(sheet: Partial<CodeSheet>, list: PrintedCode[]): Promise<Buffer> {
  async function* codes() {
    for (let from = 0; from < list.length; from += 10) yield list.slice(from, from + 10);
  }
  const parts: Uint8Array[] = [];
  for await (const part of writeCodeSheet({ ...template, ...sheet, footer: 'SUMMER26' }, codes())) parts.push(part);
  return Buffer.concat(parts);
}
const many = (count: number): PrintedCode[] =>
  Array.from({ length: count }, (_, at) => ({ text: `CODE-${at}`, hasSymbol: true }));
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
/** What is drawn, as the file has it: Courier is written by its characters. */
function drawnIn(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)];
  return streams
    .map(([, bytes = '']) => {
      try {
        return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}
const hex = (text: string) => Buffer.from(text).toString('hex');

it.each([
  [8, 17, 3],
  [10, 20, 2],
  [21, 22, 2],
  [24, 24, 1],
] as const)('has %i codes on a page', async (perPage, codes, pages) => {
  expect(pagesOf(await pdfOf({ perPage }, many(codes)))).toBe(pages);
});

it('is a page without a code where there is none', async () => {
  expect(pagesOf(await pdfOf({}, []))).toBe(1);
});

it('prints each code once, as it is written, and draws a symbol for those that can be read', async () => {
  const drawn = drawnIn(await pdfOf({}, [...many(2), { text: 'cannot be decrypted', hasSymbol: false }]));
  // Kerning of its font has no pairs, so that a text is whole.
  for (const text of ['CODE-0', 'CODE-1']) expect(drawn.split(hex(text)).length - 1).toBe(1);
  const symbols = (text: string) => text.match(/ re\n/g)?.length ?? 0;
  const without = drawnIn(await pdfOf({}, [{ text: 'CODE-0', hasSymbol: false }]));
  expect(symbols(without)).toBe(1);
  expect(symbols(drawn)).toBeGreaterThan(100);
});

it('draws the bars of Code 128, and a QR code where they would be too narrow', async () => {
  const long = { text: 'LONG-'.repeat(12), hasSymbol: true };
  const bars = drawnIn(await pdfOf({ symbol: 'code128' }, many(1)));
  const square = drawnIn(await pdfOf({ symbol: 'code128' }, [long]));
  const rectangles = (text: string) => text.match(/ re\n/g)?.length ?? 0;
  expect(rectangles(bars)).toBeLessThan(60);
  expect(rectangles(square)).toBeGreaterThan(200);
});

/** The rectangles of a field: its border first, then the dark modules, several of a row as one; from the left and the top. */
function symbolIn(drawn: string) {
  const [field, ...modules] = [...drawn.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/gm)].map((found) =>
    found.slice(1).map(Number),
  ) as [number, number, number, number][];
  if (!field) throw new Error('No field is drawn.');
  const text = Math.min(
    ...[...drawn.matchAll(/^1 0 0 1 ([\d.]+) [\d.]+ Tm$/gm)].map(([, x]) => Number(x)).filter((x) => x > field[0]),
  );
  const module = Math.min(...modules.map(([, , width]) => width));
  const bounds = {
    left: Math.min(...modules.map(([x]) => x)),
    top: Math.min(...modules.map(([, y]) => y)),
    right: Math.max(...modules.map(([x, , width]) => x + width)),
    bottom: Math.max(...modules.map(([, y, , height]) => y + height)),
  };
  return { field, modules, module, bounds, text };
}

const tooClose = 0.05;

it.each(
  ([8, 10, 21, 24] as const).flatMap((perPage) =>
    ['SHORT-1', 'K3QZ-7RWM-100000-ABCD-EFGH', 'LONG7-'.repeat(10)].map((text) => [perPage, text] as const),
  ),
)('has modules that can be read and white around them, %i to a page: %s', async (perPage, text) => {
  const {
    field,
    modules,
    module,
    bounds,
    text: textAt,
  } = symbolIn(drawnIn(await pdfOf({ perPage }, [{ text, hasSymbol: true }])));
  const [x, y, , height] = field;
  const dots = module / 0.36;
  expect(Math.abs(dots - Math.round(dots))).toBeLessThan(tooClose);
  // 0.38 mm, which is 3 dots of 200 dpi.
  expect(module).toBeGreaterThanOrEqual(3 * 0.36 - tooClose);
  for (const [left] of modules) {
    const at = left / 0.36;
    expect(Math.abs(at - Math.round(at))).toBeLessThan(tooClose);
  }
  // With 25 modules it has an alignment pattern.
  expect(Math.round((bounds.right - bounds.left) / module)).toBeGreaterThanOrEqual(25);
  const white = 4 * module - 0.36;
  expect(bounds.left - x).toBeGreaterThan(white);
  expect(bounds.top - y).toBeGreaterThan(white);
  expect(y + height - bounds.bottom).toBeGreaterThan(white);
  expect(textAt - bounds.right).toBeGreaterThan(white);
});

it('takes a logo that can be printed, and no other', async () => {
  expect(isPrintableLogo(pixel)).toBe(true);
  for (const other of ['', 'AAAA', Buffer.from('<svg/>').toString('base64'), pixel.slice(0, 20)]) {
    expect(isPrintableLogo(other)).toBe(false);
  }
  expect((await pdfOf({ logo: pixel }, many(3))).toString('latin1')).toContain('/Subtype /Image');
});

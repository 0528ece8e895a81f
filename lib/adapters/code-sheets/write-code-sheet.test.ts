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

it('takes a logo that can be printed, and no other', async () => {
  expect(isPrintableLogo(pixel)).toBe(true);
  for (const other of ['', 'AAAA', Buffer.from('<svg/>').toString('base64'), pixel.slice(0, 20)]) {
    expect(isPrintableLogo(other)).toBe(false);
  }
  expect((await pdfOf({ logo: pixel }, many(3))).toString('latin1')).toContain('/Subtype /Image');
});

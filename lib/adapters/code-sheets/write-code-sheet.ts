import PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import { type CodeSheet, type PrintedCode, sheetLayouts } from '@/lib/core/code-sheet';
import { timeSlices } from '@/lib/core/time-slices';
import { code128, fitsCode128 } from './code-128';
import { prepareText, registerFonts } from './draw-text';

/** Its types leave out pictures that are opened once and drawn often. */
type Document = PDFKit.PDFDocument & {
  openImage: (bytes: Buffer) => PDFKit.Mixins.ImageSrc & { width: number; height: number };
};
type Box = { x: number; y: number; width: number; height: number };

/** A4, in points. */
const page = { width: 595.28, height: 841.89, margin: 28, footer: 14 };
const padding = 8;
const logoHeight = 20;
/** Readers need this much white around a symbol, in modules. */
const quiet = { qr: 4, code128: 10 };
/** A dot of a printer or scanner of 200 dpi: edges between dots would be grey. */
const dot = 0.36;
/** 0.19 mm: what office printers draw and phones read. */
const narrowestBar = 0.54;
const codeSize = { most: 13, least: 6 };
/** Of Courier, of its size. */
const characterWidth = 0.6;

const mostPixels = 2000;

/** Whether it is a picture that can be printed, of no more pixels than a print needs. */
export function isPrintableLogo(logo: string): boolean {
  const bytes = Buffer.from(logo, 'base64');
  try {
    const { width, height } = (new PDFDocument({ autoFirstPage: false }) as Document).openImage(bytes);
    return width > 0 && height > 0 && Math.max(width, height) <= mostPixels;
  } catch {
    return false;
  }
}

/** A PDF of A4 pages with a code in each field, made while it is read: the memory does not grow with the codes. */
export async function* writeCodeSheet(
  { footer, ...sheet }: CodeSheet & { footer: string },
  codes: AsyncIterable<PrintedCode[]>,
): AsyncGenerator<Uint8Array> {
  const { columns, rows } = sheetLayouts[sheet.perPage];
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: footer },
  }) as Document;
  registerFonts(document);
  const field = {
    width: (page.width - 2 * page.margin) / columns,
    height: (page.height - 2 * page.margin - page.footer) / rows,
  };
  const draw = fieldOf(document, sheet, field);
  const pause = timeSlices();
  let count = 0;
  for await (const some of codes) {
    for (const code of some) {
      const at = count % sheet.perPage;
      if (at === 0) addPage(document, `${footer} · ${count / sheet.perPage + 1}`);
      const x = page.margin + (at % columns) * field.width;
      const y = page.margin + Math.floor(at / columns) * field.height;
      draw(code, { x, y, ...field });
      count++;
      await pause();
    }
    yield* written(document);
  }
  if (count === 0) addPage(document, footer);
  document.end();
  for await (const part of document) yield part as Buffer;
}

/** What is done of it so far. */
function* written(document: Document): Generator<Uint8Array> {
  for (let part = document.read(); part !== null; part = document.read()) yield part as Buffer;
}

function addPage(document: Document, footer: string): void {
  document.addPage();
  const place = { width: page.width - 2 * page.margin, size: 7, lines: 1 };
  document.fillColor('#666');
  prepareText(document, footer, place).draw(page.margin, page.height - page.margin - page.footer / 2);
  document.fillColor('#000');
}

/** Draws one field. What is the same in each is laid out once. */
function fieldOf(document: Document, sheet: CodeSheet, field: Pick<Box, 'width' | 'height'>) {
  const inner = { width: field.width - 2 * padding, height: field.height - 2 * padding };
  const side = Math.min(inner.height, inner.width * 0.42);
  const barsHeight = inner.height * 0.34;
  const asQr = { left: side + padding, width: inner.width - side - padding, bottom: inner.height };
  const asBars = { left: 0, width: inner.width, bottom: inner.height - barsHeight };
  const logo = sheet.logo ? document.openImage(Buffer.from(sheet.logo, 'base64')) : null;
  const texts = new Map(
    [asQr, asBars].map((place) => [
      place,
      {
        title: prepareText(document, sheet.title, { width: place.width, size: 9, lines: 2 }),
        text: prepareText(document, sheet.text, { width: place.width, size: 7, lines: sheet.perPage > 10 ? 2 : 4 }),
      },
    ]),
  );

  return (code: PrintedCode, { x, y }: Box): void => {
    document.lineWidth(0.25).strokeColor('#bbb').rect(x, y, field.width, field.height).stroke();
    const [left, top] = [x + padding, y + padding];
    const bars = sheet.symbol === 'code128' && code.hasSymbol ? barsOf(code.text, inner.width) : null;
    const place = bars || (sheet.symbol === 'code128' && !code.hasSymbol) ? asBars : asQr;
    if (bars) drawBars(document, bars, { x: left, y: top + asBars.bottom, width: inner.width, height: barsHeight });
    else if (code.hasSymbol) drawQr(document, code.text, { x: left, y: top, width: side, height: side });
    const from = left + place.left;
    let next = top;
    if (logo) {
      document.image(logo, from, next, { fit: [place.width, logoHeight] });
      next += logoHeight + 3;
    }
    const { title, text } = texts.get(place) ?? {};
    title?.draw(from, next);
    next += (title?.height ?? 0) + 1;
    next += drawCode(document, code.text, { x: from, y: next, width: place.width, height: 0 }) + 2;
    if (text && next + text.height <= top + place.bottom) text.draw(from, next);
  };
}

/** In as many lines as it takes to be read; gives the height. */
function drawCode(document: Document, code: string, { x, y, width }: Box): number {
  const size = Math.max(codeSize.least, Math.min(codeSize.most, width / (characterWidth * code.length)));
  const perLine = Math.max(1, Math.floor(width / (characterWidth * size) + 0.001));
  const lines = code.match(new RegExp(`.{1,${perLine}}`, 'gsu')) ?? [];
  document.font('Courier-Bold').fontSize(size);
  lines.forEach((line, at) => {
    document.text(line, x, y + at * size * 1.1, { lineBreak: false });
  });
  return lines.length * size * 1.1;
}

/** The bars of a code, or null where they would be too narrow to be read. */
function barsOf(code: string, width: number): { widths: number[]; module: number } | null {
  if (!fitsCode128(code)) return null;
  const widths = code128(code);
  const module = width / (widths.reduce((sum, one) => sum + one, 0) + 2 * quiet.code128);
  return module < narrowestBar ? null : { widths, module: Math.min(module, 1.2) };
}

function drawBars(document: Document, { widths, module }: { widths: number[]; module: number }, box: Box): void {
  const total = widths.reduce((sum, one) => sum + one, 0) * module;
  let left = box.x + (box.width - total) / 2;
  widths.forEach((width, at) => {
    if (at % 2 === 0) document.rect(left, box.y, width * module, box.height);
    left += width * module;
  });
  document.fill('#000');
}

function drawQr(document: Document, code: string, { x, y, width }: Box): void {
  const { size, data } = modulesOf(code);
  const module = Math.floor(width / (size + 2 * quiet.qr) / dot) * dot;
  const toDot = (at: number) => Math.round(at / dot) * dot;
  const [left, top] = [toDot(x + (width - size * module) / 2), toDot(y + quiet.qr * module)];
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (!data[row * size + from]) continue;
      let to = from;
      while (to + 1 < size && data[row * size + to + 1]) to++;
      document.rect(left + from * module, top + row * module, (to - from + 1) * module, module);
      from = to;
    }
  }
  document.fill('#000');
}

/** The smallest version has no alignment pattern: where many of it are on a page, readers take the corners of two for one. */
function modulesOf(code: string) {
  const smallest = create(code, { errorCorrectionLevel: 'M' });
  return (smallest.version > 1 ? smallest : create(code, { errorCorrectionLevel: 'M', version: 2 })).modules;
}

import { inflateSync } from 'node:zlib';

const millimetresOfPoint = 25.4 / 72;

/** A line of type on a page, as it is drawn. Millimetres from the left and the top of the paper. */
export type PdfLine = { text: string; left: number; right: number; baseline: number; size: number };
type Glyph = { text: string; x: number; y: number; size: number };
type Matrix = [number, number, number, number, number, number];

const multiply = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  ...([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j] as const),
  ...([e * g + f * i + k, e * h + f * j + l] as const),
];

/**
 * The pages of a PDF that Chromium made, with the lines of type on each: what is on the paper, and not what the page says. Reads what
 * its writer makes use of, which has no object streams.
 */
export function readPdf(pdf: Buffer): { width: number; height: number; lines: PdfLine[] }[] {
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\s*([\s\S]*?)endobj/g)) {
    objects.set(id, body);
  }
  return [...objects.values()]
    .filter((body) => /\/Type\s*\/Page\b/.test(body))
    .map((page) => {
      const [width = 0, height = 0] =
        /\/MediaBox\s*\[\s*\S+\s+\S+\s+(\S+)\s+([^\s\]]+)/.exec(page)?.slice(1).map(Number) ?? [];
      const fonts = new Map<string, Map<number, string>>();
      for (const [, name = '', id = ''] of page.matchAll(/\/(F\d+)\s+(\d+) 0 R/g)) {
        const toUnicode = /\/ToUnicode\s+(\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? '';
        fonts.set(name, readCharacters(readStream(objects.get(toUnicode))));
      }
      const contents = /\/Contents\s+(\d+) 0 R/.exec(page)?.[1] ?? '';
      const glyphs = drawnBy(readStream(objects.get(contents)), fonts);
      const lines = toLines(glyphs.map((glyph) => ({ ...glyph, y: height - glyph.y })));
      return { width: width * millimetresOfPoint, height: height * millimetresOfPoint, lines };
    });
}

function readStream(object = ''): string {
  const at = object.indexOf('stream');
  if (at < 0) return '';
  const start = object.indexOf('\n', at) + 1;
  const length = Number(/\/Length (\d+)/.exec(object.slice(0, at))?.[1]);
  const data = Buffer.from(object.slice(start, start + length), 'latin1');
  return (object.slice(0, at).includes('FlateDecode') ? inflateSync(data) : data).toString('latin1');
}

/** Which text each number of a font means. */
function readCharacters(map: string): Map<number, string> {
  const characters = new Map<number, string>();
  const text = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, part = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from = '', to = ''] of part.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      characters.set(Number.parseInt(from, 16), text(to));
    }
  }
  for (const [, part = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', last = '', to = ''] of part.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const [first, end] = [from, last].map((hex) => Number.parseInt(hex, 16)) as [number, number];
      const begins = text(to).codePointAt(0) ?? 0;
      for (let code = first; code <= end; code++) characters.set(code, String.fromCodePoint(begins + code - first));
    }
  }
  return characters;
}

function drawnBy(contents: string, fonts: Map<string, Map<number, string>>): Glyph[] {
  const glyphs: Glyph[] = [];
  const identity: Matrix = [1, 0, 0, 1, 0, 0];
  let [page, line, font, size]: [Matrix, Matrix, string, number] = [identity, identity, '', 0];
  const saved: Matrix[] = [];
  for (const row of contents.split('\n')) {
    for (const [, operands = '', operator] of row.matchAll(/((?:[^\s]+\s+)*?)(cm|q|Q|Tf|Tm|Td|Tj|TJ)(?=\s|$)/g)) {
      const numbers = operands.trim().split(/\s+/).map(Number);
      if (operator === 'q') saved.push(page);
      else if (operator === 'Q') page = saved.pop() ?? identity;
      else if (operator === 'cm') page = multiply(numbers as Matrix, page);
      else if (operator === 'Tm') line = numbers as Matrix;
      else if (operator === 'Td') line = multiply([1, 0, 0, 1, numbers[0] ?? 0, numbers[1] ?? 0], line);
      else if (operator === 'Tf') [font, size] = [/\/(\w+)/.exec(operands)?.[1] ?? '', numbers[1] ?? 0];
      else {
        const [, , c, d, x, y] = multiply(line, page);
        const codes = [...operands.matchAll(/<(\w+)>/g)].map(([, hex = '']) => Number.parseInt(hex, 16));
        const text = codes.map((code) => fonts.get(font)?.get(code) ?? '').join('');
        glyphs.push({ text, x, y, size: size * Math.hypot(c, d) });
      }
    }
  }
  return glyphs;
}

/** What is on one baseline, in one size, from left to right. */
function toLines(glyphs: Glyph[]): PdfLine[] {
  const lines = Map.groupBy(glyphs, ({ y, size }) => `${y.toFixed(1)} ${size.toFixed(2)}`);
  return [...lines.values()].map((line) => {
    const sorted = line.toSorted((a, b) => a.x - b.x);
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (!first || !last) throw new Error('A line has no glyphs.');
    // The last glyph is taken to be as wide as the others are on average, which it is in a font of one width.
    const width = sorted.length > 1 ? (last.x - first.x) / (sorted.length - 1) : first.size;
    return {
      text: sorted.map(({ text }) => text).join(''),
      left: first.x * millimetresOfPoint,
      right: (last.x + width) * millimetresOfPoint,
      baseline: first.y * millimetresOfPoint,
      size: first.size * millimetresOfPoint,
    };
  });
}

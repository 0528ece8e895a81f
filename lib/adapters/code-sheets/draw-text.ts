import path from 'node:path';

/** By its path, which a bundle of the screens has, too. pdfkit embeds no .woff2, as those of the screens are. */
const folder = path.resolve('node_modules/@fontsource/noto-sans-devanagari/files');
const files = {
  latin: 'noto-sans-devanagari-latin-400-normal.woff',
  'latin-ext': 'noto-sans-devanagari-latin-ext-400-normal.woff',
  devanagari: 'noto-sans-devanagari-devanagari-400-normal.woff',
} as const;
type Font = keyof typeof files;

type Document = PDFKit.PDFDocument;
type Line = { text: string; font: Font }[];
type Place = { x: number; y: number; width: number; size: number; lines: number };

export function registerFonts(document: Document): void {
  for (const [name, file] of Object.entries(files)) document.registerFont(name, path.join(folder, file));
}

/** What joins letters stays with the one before it, so that a run is shaped as a whole. */
function fontOf(character: string, before: Font): Font {
  if (/\p{sc=Devanagari}|[\u0964\u0965]/u.test(character)) return 'devanagari';
  if (character === '\u200c' || character === '\u200d') return before;
  if (/[ -\u00ff\u2000-\u206f\u20ac\u2122\u2212]/.test(character)) return 'latin';
  return 'latin-ext';
}

function runsOf(text: string): Line {
  const runs: Line = [];
  for (const character of text) {
    const last = runs.at(-1);
    const font = fontOf(character, last?.font ?? 'latin');
    if (last?.font === font) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}

const widthOf = (document: Document, line: Line, size: number): number =>
  line.reduce((sum, { text, font }) => sum + document.font(font).fontSize(size).widthOfString(text), 0);

/** What fits of a text, word by word; the last line ends in dots where there is more. */
function linesOf(document: Document, text: string, { width, size, lines: most }: Place): string[] {
  const fits = (line: string) => widthOf(document, runsOf(line), size) <= width;
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  return shown.map((line, at) => {
    const isCut = at === most - 1 && lines.length > most;
    let cut = isCut ? `${line}…` : line;
    while (!fits(cut) && cut.length > 2) cut = `${cut.slice(0, -2)}…`;
    return cut;
  });
}

/** Laid out once for all codes of a sheet: the same text is in each. */
export function prepareText(document: Document, text: string, place: Omit<Place, 'x' | 'y'>) {
  const { size } = place;
  const lines = text === '' ? [] : linesOf(document, text, { x: 0, y: 0, ...place }).map(runsOf);
  const height = size * 1.35;
  return {
    height: lines.length * height,
    draw(x: number, y: number): void {
      lines.forEach((line, at) => {
        let left = x;
        for (const run of line) {
          document
            .font(run.font)
            .fontSize(size)
            .text(run.text, left, y + at * height, { lineBreak: false });
          left += document.widthOfString(run.text);
        }
      });
    },
  };
}

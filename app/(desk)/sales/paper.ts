import { useEffect, useState } from 'react';

/** What a receipt is printed on, in millimetres. A roll is cut where the receipt ends: it has no height of its own. */
export const papers = {
  roll58: { width: 58, height: null, padding: 5, text: 3, qr: 26 },
  roll80: { width: 80, height: null, padding: 4, text: 3.4, qr: 28 },
  a6: { width: 105, height: 148, padding: 8, text: 3.4, qr: 28 },
  a4: { width: 210, height: 297, padding: 20, text: 4.2, qr: 36 },
} as const satisfies Record<string, Paper>;

export type Paper = { width: number; height: number | null; padding: number; text: number; qr: number };
export type PaperName = keyof typeof papers;
export const paperNames = Object.keys(papers) as PaperName[];

const storageKey = 'receipt-paper';
const isPaper = (name: string | null): name is PaperName => name !== null && Object.hasOwn(papers, name);

/** The paper in the printer of this desk, which this browser remembers. */
export function usePaper(): [PaperName, (paper: PaperName) => void] {
  const [paper, setPaper] = useState<PaperName>('roll80');
  useEffect(() => {
    const known = localStorage.getItem(storageKey);
    if (isPaper(known)) setPaper(known);
  }, []);
  const choose = (chosen: PaperName) => {
    setPaper(chosen);
    localStorage.setItem(storageKey, chosen);
  };
  return [paper, choose];
}

/**
 * How wide a character is, in parts of its size. The monospaced font has 0.6, and a browser that draws whole pixels rounds that up to as
 * much as 0.67 in small type.
 */
const characterWidth = 0.67;
/** One of another script, such as ओ, which that font does not have: the widest that fonts draw. */
const otherWidth = 1.3;

/**
 * The smallest type of a PIN, in millimetres: what a thermal printer of 203 dpi, the usual one, draws with 16 dots. Below it an 8 and
 * a B are the same blot.
 */
export const smallestPin = 2;
/** A browser rounds sizes: what is asked for is a little larger. */
const smallestAsked = smallestPin * 1.02;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const charactersOf = (text: string) => [...characters.segment(text)].map(({ segment }) => segment);
const isNarrow = (point: string) => /[\x20-\x7e०-९\p{M}]/u.test(point);
const widthOf = (text: string) =>
  [...text].reduce((sum, one) => sum + (isNarrow(one) ? characterWidth : otherWidth), 0);

/** Lines as wide as `most`, which is in parts of the type's size, without a break inside of a piece. */
function fill(pieces: string[], most: number): string[] {
  const lines = [''];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? '';
    if (widthOf(line + piece) <= most) lines[lines.length - 1] = line + piece;
    else lines.push(piece);
  }
  return lines;
}

/**
 * The size in millimetres and the lines of a PIN, as it is grouped. One line, as long as its type is readable: on a 58 mm roll up to 35
 * characters. A longer one, such as one that was entered by hand, is broken between its groups, and a group that no line holds anywhere.
 */
export function layOutPin({ width, padding, text }: Paper, grouped: string): { size: number; lines: string[] } {
  const space = width - 2 * padding;
  const sizeOf = (line: string) => Math.min(text * 1.8, space / Math.max(widthOf(line), characterWidth));
  if (sizeOf(grouped) >= smallestAsked) return { size: sizeOf(grouped), lines: [grouped] };
  const most = space / smallestAsked;
  const groups = grouped.split(/(?<=[-\s])/);
  const lines = fill(
    groups.flatMap((group) => fill(charactersOf(group), most)),
    most,
  );
  return { size: Math.min(...lines.map(sizeOf)), lines };
}

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

/** A character of the monospaced font is 0.6 of its size wide; a little more, so that another font fits too. */
const characterWidth = 0.62;

/**
 * The smallest type of a PIN, in millimetres: what a thermal printer of 203 dpi, the usual one, draws with 16 dots. Below it an 8 and
 * a B are the same blot.
 */
export const smallestPin = 2;

/**
 * The size in millimetres and the lines of a PIN, as it is grouped. One line, as long as its type is readable: on a 58 mm roll up to 38
 * characters. A longer one, such as one that was entered by hand, is broken between its groups, and a group that no line holds anywhere.
 */
export function layOutPin({ width, padding, text }: Paper, grouped: string): { size: number; lines: string[] } {
  const space = width - 2 * padding;
  const sizeOf = (length: number) => Math.min(text * 1.8, space / (Math.max(length, 1) * characterWidth));
  if (sizeOf(grouped.length) >= smallestPin) return { size: sizeOf(grouped.length), lines: [grouped] };
  const most = Math.floor(space / (smallestPin * characterWidth));
  const parts = grouped.split(/(?<=[-\s])/).flatMap((group) => group.match(new RegExp(`.{1,${most}}`, 'gu')) ?? []);
  const lines = [''];
  for (const part of parts) {
    const line = lines.at(-1) ?? '';
    if (line.length + part.length <= most) lines[lines.length - 1] = line + part;
    else lines.push(part);
  }
  return { size: sizeOf(Math.max(...lines.map(({ length }) => length))), lines };
}

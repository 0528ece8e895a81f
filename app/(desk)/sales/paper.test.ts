import { expect, it } from 'vitest';
import { groupByFour } from '@/components/group-by-four';
import { layOutPin, paperNames, papers, smallestPin } from './paper';

const pinOf = (length: number) => 'ABCD1234EFGH56789JKLMNPQ'.repeat(3).slice(0, length);
/** In millimetres, of the widest line, where a browser rounds the width of a character up to whole pixels. */
const widthOf = ({ size, lines }: ReturnType<typeof layOutPin>) =>
  Math.max(...lines.map((line) => line.length)) * size * 0.67;

it.each(paperNames)(
  'sets each PIN of up to 64 characters readably and within the paper, whole and in its order: %s',
  (name) => {
    const paper = papers[name];
    for (let length = 1; length <= 64; length++) {
      for (const grouped of [groupByFour(pinOf(length)), `${pinOf(length)}*`.slice(-length)]) {
        const laid = layOutPin(paper, grouped);
        expect(laid.size).toBeGreaterThanOrEqual(smallestPin);
        expect(widthOf(laid)).toBeLessThan(paper.width - 2 * paper.padding + 0.001);
        expect(laid.lines.join('')).toBe(grouped);
      }
    }
  },
);

it('keeps every PIN that a supplier gives on one line of each paper', () => {
  for (const name of paperNames) expect(layOutPin(papers[name], groupByFour(pinOf(24))).lines).toHaveLength(1);
});

it('breaks a PIN where one line would be unreadable alone, and between its groups', () => {
  const long = groupByFour(pinOf(64));
  expect(layOutPin(papers.roll58, long).lines).toEqual([
    'ABCD-1234-EFGH-5678-9JKL-MNPQ-ABCD-',
    '1234-EFGH-5678-9JKL-MNPQ-ABCD-1234-',
    'EFGH-5678',
  ]);
  expect(layOutPin(papers.a4, long).lines).toEqual([long]);
  expect(layOutPin(papers.roll58, 'X'.repeat(35)).lines).toHaveLength(1);
  expect(layOutPin(papers.roll58, 'X'.repeat(36)).lines).toEqual(['X'.repeat(35), 'X']);
});

it('gives a character of another script its width, and keeps its marks with it', () => {
  const pin = 'नेपाली-१२३४५६७८९०-नेपाली-१२३४५६७८९०-नेपाली';
  const { size, lines } = layOutPin(papers.roll58, pin);
  expect(size).toBeGreaterThanOrEqual(smallestPin);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join('')).toBe(pin);
  for (const line of layOutPin(papers.roll58, 'ली'.repeat(40)).lines) expect(line).toMatch(/^(ली)+$/);
});

import { expect, it } from 'vitest';
import { plainCell, toCsv } from './csv';

const line = (text: string) => toCsv([[text, 'next']]);

it.each([
  ...['0012', '00', '123456789012', '1234567890123456', '1E5', '12E45', '1.e-7', '10-11', '1/2', '01-02-2026'],
  ...['2026-11', 'DEC24', 'dec-24', '24DEC', 'MAR-01', '1-Mar-26', 'SEPT2', 'March 1', 'FEV10', 'set/2026'],
])('keeps %s from being taken for a number or a day, as a text that is read back', (text) => {
  expect(line(text)).toBe(`"\t${text}",next\r\n`);
  expect(plainCell(`\t${text}`)).toBe(text);
});

it.each([
  ...['0', '12', '9841012345', '0.5', '7K3Q-0012', '••••-0012', 'E5', 'DECK24', 'MAY', 'SUMMER24', '1234-5678'],
  ...['2026-11-28', '2026-11-28T13:38:40.858Z', '2026-11-28T19:23:40.858+05:45', '3 codes'],
])('writes %s as it is', (text) => {
  expect(line(text)).toBe(`${text},next\r\n`);
});

it('writes numbers as numbers, and marks what begins like a formula', () => {
  expect(toCsv([[12, -0.5, 123_456_789_012, '=1+1', '+9779841012345']])).toBe(
    "12,-0.5,123456789012,'=1+1,'+9779841012345\r\n",
  );
});

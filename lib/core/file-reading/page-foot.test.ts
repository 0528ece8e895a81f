import { expect, it } from 'vitest';
import { footOf } from './page-foot';

const feet = [
  ['Page 2 of 3'],
  ['', '', 'page 2/3'],
  ['- Page 12 -', '2026-03-01'],
  ['Pg. 2 of 10'],
  ['Página 2 de 3'],
  ['Pág. 2/3'],
  ['पृष्ठ २ / ३'],
  ['पृष्ठ ३ मध्ये २'],
  ['पाना 2'],
  ['Total members: 12'],
  ['', 'Total members:', '12'],
  ['Total: Rs 1,250.50'],
  ['Grand total = 12 codes'],
  ['Members in total: 12'],
  ['Total of 12 members'],
  ['Total de membros: 12'],
  ['Total de 12 membros'],
  ['Total geral de códigos: 1.250'],
  ['जम्मा सदस्य: १२'],
  ['जम्मा १२ जना'],
  ['Total members: 12', 'Page 2 of 3'],
];
it.each(feet.map((cells) => [cells]))('knows the foot of a page and a total in words: %j', (cells) => {
  expect(footOf(cells)).toBe(
    /p[aá]g|pg|पृष्ठ|पाना/i.test(cells.join()) && !/total/i.test(cells.join()) ? 'page' : 'total',
  );
});

const rows = [
  ['Total Sports'],
  ['Total Access 2'],
  ['Total 24 Hours'],
  ['TOTAL-100'],
  ['TOTAL100'],
  ['PAGE-2'],
  ['PAGE2OF3'],
  ['PAGE2'],
  ['Page turner: 12'],
  ['Pagekit 2 of 3'],
  ['Totally free: 12'],
  ['Sum41: 2'],
  ['GA6A1X', 'Page 2 of 3'],
  ['4071234567890', 'Total members: 12'],
  ['Gold plan', 'Total members: 12'],
  ['कुलदीप 2'],
  ['Soma Sharma'],
  ['Summer: 12'],
  ['12', '13'],
  ['', ''],
  [],
];
it.each(rows.map((cells) => [cells]))('takes nothing for it that is a row: %j', (cells) => {
  expect(footOf(cells)).toBeNull();
});

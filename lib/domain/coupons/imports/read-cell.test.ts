import { expect, it } from 'vitest';
import { type RowTools, readAmount, readInstant } from './read-cell';

const tools: RowTools = {
  unit: undefined,
  boundOfDay: async (day, bound) => new Date(`${day}T${bound === 'start' ? '00' : '23'}:00:00Z`),
};

it('reads days, instants and amounts in Devanagari digits, too', async () => {
  expect(await readInstant('२०२६-११-०३', 'end', tools)).toEqual(new Date('2026-11-03T23:00:00Z'));
  expect(await readInstant('२०२६-११-०३T०६:१५:००Z', 'start', tools)).toEqual(new Date('2026-11-03T06:15:00Z'));
  expect(await readInstant('१७९३६८६५००', 'start', tools)).toEqual(new Date(1_793_686_500_000));
  expect(await readInstant('२०२६-१३-०३', 'start', tools)).toBe('२०२६-१३-०३');
  expect([readAmount('२५०', 'minor'), readAmount('२५०.५०', 'major')]).toEqual([250, 25_050]);
});

it('reads the day of a cell as a workbook shows it, and no time without a zone', async () => {
  expect(await readInstant('01-Mar-2027', 'end', tools)).toEqual(new Date('2027-03-01T23:00:00Z'));
  expect(await readInstant('31-Dec-2027', 'start', tools)).toEqual(new Date('2027-12-31T00:00:00Z'));
  for (const cell of ['31-Feb-2027', '01-Mar', '01-MAR-2027', '01-Mar-2027 12:30', '01/03/2027']) {
    expect(await readInstant(cell, 'end', tools)).toBe(cell);
  }
});

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

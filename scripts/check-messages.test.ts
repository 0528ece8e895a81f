import { expect, it } from 'vitest';
import { hardCodedIn } from './check-hard-coded';
import { faultsOf } from './check-messages';

const english = new Map([
  ['a.left', '{count, plural, one {# left} other {# left}} of <sum></sum>'],
  ['a.name', 'Khalti'],
  ['a.save', 'Save'],
]);

it('finds no fault in a whole translation', () => {
  const translated = new Map([
    ['a.left', '{count, plural, one {resta #} other {restam #}} de <sum></sum>'],
    ['a.name', 'Khalti'],
    ['a.save', 'Salvar'],
  ]);
  expect(faultsOf(english, translated)).toEqual([]);
});

it('finds what is missing, in English still, without English, and asks for other values', () => {
  const translated = new Map([
    ['a.left', '{count, plural, other {restam #}}'],
    ['a.name', ''],
    ['a.save', 'Save'],
    ['a.old', 'Velho'],
  ]);
  expect(faultsOf(english, translated).map((fault) => fault.split(':')[0])).toEqual([
    'a.left has other values',
    'a.name is missing',
    'a.save is in English',
    'a.old has no English text',
  ]);
});

it('finds a text that is written into JSX or into what is read of it, and nothing else', () => {
  const source = `
    const Page = () => (
      <p className="muted text" title="Read me">
        Hello <Field label={'Name'} name="name" value={t('x')} href="https://example.com" placeholder="https://example.com" />
        Rs 5 · {count}
      </p>
    );`;
  expect(hardCodedIn(source)).toEqual(['Read me', 'Hello', 'Name', 'Rs 5 ·']);
});

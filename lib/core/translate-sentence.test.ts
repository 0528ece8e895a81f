import { expect, it } from 'vitest';
import en from '@/messages/en/refusals.json';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import { readRoles, readSentence, translateSentence } from './translate-sentence';

it('translates a sentence with the figures that it has', () => {
  expect(translateSentence(pt, 'Use at most 200 characters.')).toBe('Use no máximo 200 caracteres.');
  expect(translateSentence(ne, 'At most Rs 1,000,000,000 either way.')).toContain('Rs\u00a01,000,000,000');
  expect(translateSentence(pt, 'This key is called Shop.')).toBe('This key is called Shop.');
  expect(translateSentence(undefined, 'Sign in first.')).toBe('Sign in first.');
});

it.each([
  [
    'Only the seller can undo this sale, and admins.',
    'Só quem vendeu pode cancelar esta venda, além de administradores.',
  ],
  [
    'A seller can undo a sale for 30 minutes. Only admins, supervisors, and “Night, and 2 day admins” can now.',
    'Quem vende pode cancelar uma venda por 30 minutos. Agora só administradores, supervisores e “Night, and 2 day admins” podem.',
  ],
  [
    'You have sold 20 within an hour. That is the limit: admins and support staff can let you go on. Nothing was sold.',
    'Você vendeu 20 em uma hora. Este é o limite: administradores e a equipe de suporte podem deixar você continuar. Nada foi vendido.',
  ],
  ['Only “{roles}$&” and admins have tea.', 'Only “{roles}$&” and admins have tea.'],
])('translates the roles in %j', (sentence, translated) => {
  expect(translateSentence(pt, sentence)).toBe(translated);
  expect(translateSentence(en, sentence).replace(', and “', ' and “')).toBe(sentence.replace(', and “', ' and “'));
});

it('finds each sentence under its key', () => {
  const keys = Object.values(en).map((text) => {
    const sentence = text.replace(/\{n\d\}/g, '1').replace('{roles}', 'admins and “Night shift”');
    return (text.includes('{roles}') ? readRoles(sentence) : readSentence(sentence))?.key;
  });
  expect(keys).toEqual(Object.keys(en));
});

import { expect, it } from 'vitest';
import en from '@/messages/en/refusals.json';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import { readSentence, translateSentence } from './translate-sentence';

it('translates a sentence with the figures that it has', () => {
  expect(translateSentence(pt, 'Use at most 200 characters.')).toBe('Use no máximo 200 caracteres.');
  expect(translateSentence(ne, 'At most Rs 1,000,000,000 either way.')).toContain('Rs\u00a01,000,000,000');
  expect(translateSentence(pt, 'This key is called Shop.')).toBe('This key is called Shop.');
  expect(translateSentence(undefined, 'Sign in first.')).toBe('Sign in first.');
});

it('finds each sentence under its key', () => {
  const keys = Object.values(en).map((sentence) => readSentence(sentence.replace(/\{n\d\}/g, '1')).key);
  expect(keys).toEqual(Object.keys(en));
});

import { expect, it } from 'vitest';
import { alphabet, groupCode } from './alphabet';
import { generateCode } from './generate-code';
import { typedShape } from './typed-shape';

const code = generateCode();
const other = (character: string) => alphabet.charAt((alphabet.indexOf(character) + 1) % alphabet.length);

it('knows a whole code however it was typed', () => {
  expect(typedShape(` ${groupCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('-', ' ')} `)).toBe('whole');
});

it('sees one wrong character at every place, and every two neighbours swapped', () => {
  for (let at = 0; at < code.length; at++) {
    const wrong = code.slice(0, at) + other(code.charAt(at)) + code.slice(at + 1);
    expect(typedShape(wrong), wrong).toBe('mistyped');
    const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
    if (code.charAt(at + 1) && code.charAt(at) !== code.charAt(at + 1)) expect(typedShape(swapped)).toBe('mistyped');
  }
});

it('counts: one character too few, one too many, and nothing like a code', () => {
  expect(typedShape(code.slice(1))).toBe('short');
  expect(typedShape(`${code}7`)).toBe('long');
  for (const typed of ['WELCOME25', 'save_10', '', 'नमस्ते नमस्ते नम']) expect(typedShape(typed), typed).toBe('other');
});

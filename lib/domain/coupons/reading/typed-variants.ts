/**
 * Ways in which people and programs write the same code, for tests of every place that takes one.
 * Each must be read as `code`, which is upper or lower case letters, digits and dashes.
 */
export function typedVariants(code: string): string[] {
  const withDash = (dash: string) =>
    code.includes('-') ? code.replaceAll('-', dash) : `${code.slice(0, 2)}${dash}${code.slice(2)}`;
  const inside = (invisible: string) => `${code.slice(0, 3)}${invisible}${code.slice(3)}`;
  const fullWidth = code.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
  const devanagari = code.replace(/[0-9]/g, (digit) => String.fromCharCode(0x0966 + Number(digit)));
  return [
    code,
    code.toLowerCase(),
    ` ${code}\n`,
    ...['–', '—', '\u2010', '\u2011', '\u2212', ' - ', '\u00a0', ' • ', '·'].map(withDash),
    ...['\u200b', '\u00ad', '\u200f', '\u2060', '\u2066', '\ufe0f', '\u034f'].map(inside),
    `\u2066${code}\u2069`,
    fullWidth,
    devanagari,
    `"${code}"`,
    `“${code}”.`,
    `${code}.`,
    code.replaceAll('0', 'o').replaceAll('1', 'l'),
  ];
}

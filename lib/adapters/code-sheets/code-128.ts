/** The widths of bars and spaces of each value, a bar first: 0 to 102, the start of set B (104) and of set C (105). */
const widths =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131'.match(
    /.{6}/g,
  ) ?? [];
const startB = 104;
const startC = 105;
const toB = 100;
const toC = 99;
const patternOf: Record<number, string> = { [startB]: '211214', [startC]: '211232' };
const stop = '2331112';

/** Whether every character of it is one that Code 128 has, as text of ours is. */
export const fitsCode128 = (text: string): boolean => /^[ -~]+$/.test(text);

/** The values of a text: digits in pairs where four or more follow each other, which makes it narrower. */
function valuesOf(text: string): number[] {
  const runs = text.match(/\d{4,}|(?:(?!\d{4,}).)+/gs) ?? [];
  const values: number[] = [];
  let set: 'B' | 'C' | null = null;
  const switchTo = (wanted: 'B' | 'C') => {
    if (set === wanted) return;
    if (set === null) values.push(wanted === 'B' ? startB : startC);
    else values.push(wanted === 'B' ? toB : toC);
    set = wanted;
  };
  for (const run of runs) {
    const pairs = /^\d{4,}$/.test(run) ? run.slice(0, run.length - (run.length % 2)) : '';
    if (pairs) {
      switchTo('C');
      values.push(...(pairs.match(/../g) ?? []).map(Number));
    }
    const rest = run.slice(pairs.length);
    if (rest) {
      switchTo('B');
      values.push(...[...rest].map((character) => character.charCodeAt(0) - 32));
    }
  }
  return values;
}

/** A text as the widths of its bars and spaces in modules, a bar first, with check and stop and without quiet zones. */
export function code128(text: string): number[] {
  const values = valuesOf(text);
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  const pattern = [...values, check].map((value) => patternOf[value] ?? widths[value] ?? '').join('') + stop;
  return [...pattern].map(Number);
}

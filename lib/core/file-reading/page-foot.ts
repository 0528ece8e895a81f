/** No foot is longer. */
const longest = 120;

/** Figures of any script, also grouped: `1,250.50`, `१२`. */
const figure = String.raw`\p{Nd}[\p{Nd}.,'’\s]*`;

/** `Page 2 of 3`, `Página 2/3`, `पृष्ठ २ / ३`, and without how many there are. */
const page = new RegExp(
  String.raw`^[-–—(\s]*(?:page|pg\.?|página|pagina|pág\.?|pag\.?|पृष्ठ|पाना|पेज)(?:\s*[:#]\s*|\.?\s+|\.)(?:no\.?\s*|nº\s*|नं\.?\s*)?\p{Nd}{1,5}` +
    String.raw`(?:\s*(?:of|out of|de|\/|-|–|मध्ये|को)\s*\p{Nd}{1,5})?\s*(?:मा|मध्ये)?[-–—)\s]*$`,
  'iu',
);

const total = String.raw`(?:(?:grand|sub)[\s-]*)?totals?|total geral|soma|sum|summe|कुल जम्मा|जम्मा|कुल|योग`;
const unit = String.raw`[\p{L}\p{M}\s()]{0,60}`;

/** `Total members: 12`, `Total: Rs 1,200`, `Total of 12 members`, `Total de 12 membros`, `जम्मा १२ जना`, `Members in total: 12`. */
const totalInWords = new RegExp(
  [
    String.raw`^(?:${total})(?:\s${unit})?\s*[:=]\s*(?:${unit})${figure}(?:\.?${unit}|%)$`,
    String.raw`^${unit}\s(?:in total|total|no total|em total|जम्मा)\s*[:=]\s*${figure}$`,
    `^total (?:of|de) ${figure}${unit}$`,
    String.raw`^(?:कुल जम्मा|जम्मा|कुल)\s+${figure}${unit}$`,
  ].join('|'),
  'iu',
);
/** `Total members:` with the figure in another cell. */
const totalBefore = new RegExp(String.raw`^(?:${total})\s${unit}[:=]$`, 'iu');

/**
 * Whether a row is the foot of a page, or a total that is said in words: each of its cells is one of them, or a figure or a day
 * next to them. With anything else it is a row; and so is one that is only called so, such as `Total Sports`.
 */
export function footOf(cells: readonly string[]): 'page' | 'total' | null {
  let foot: 'page' | 'total' | null = null;
  let isBefore = false;
  let hasFigure = false;
  for (const cell of cells) {
    // A run of spaces could be divided among the parts of a pattern in many ways.
    const text = cell.length > longest ? cell : cell.trim().replace(/\s+/g, ' ');
    if (text === '') continue;
    if (text.length <= longest && page.test(text)) foot ??= 'page';
    else if (text.length <= longest && totalInWords.test(text)) foot = 'total';
    else if (text.length <= longest && totalBefore.test(text)) isBefore = true;
    // A long number can be a code.
    else if (/\p{L}|\p{Nd}{5}/u.test(text)) return null;
    else hasFigure ||= /\p{Nd}/u.test(text);
  }
  return isBefore && hasFigure ? 'total' : foot;
}

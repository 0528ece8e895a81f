import { type CodeSheet, codeSheet } from '@/lib/core/code-sheet';

const key = 'code-sheet';
const first: CodeSheet = { perPage: 24, symbol: 'qr', title: '', text: '' };

/** What the last sheet of codes in this browser looked like. */
export function readTemplate(): CodeSheet {
  try {
    return codeSheet.parse(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return first;
  }
}

export function keepTemplate(template: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(template));
  } catch {
    // It is full: the next sheet begins without it.
  }
}

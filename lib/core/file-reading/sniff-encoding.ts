import type { Encoding } from './reading';

export type SniffedEncoding = { encoding: Encoding; hasMark: boolean };

const marks: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding of a file by its mark, or else by its first bytes. `isWhole`: they are all of it. */
export function sniffEncoding(head: Uint8Array, isWhole: boolean): SniffedEncoding {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => head[at] === byte));
  if (marked) return { encoding: marked[0], hasMark: true };
  return { encoding: wideEncoding(head) ?? (isUtf8(head, isWhole) ? 'utf-8' : 'windows-1252'), hasMark: false };
}

/** In UTF-16 every other byte of a delimiter, a line end, a digit or a Latin letter is 0, whatever script is between them. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = head.length / 20;
  if (odd > enough && odd > 8 * even) return 'utf-16le';
  return even > enough && even > 8 * odd ? 'utf-16be' : null;
}

function isUtf8(head: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

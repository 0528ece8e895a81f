const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€\f';

export type SmsSize = {
  encoding: 'gsm7' | 'ucs2';
  units: number;
  segments: number;
  /** How many units fit into this many segments. */
  room: number;
};

/**
 * How long an SMS is as networks count it: GSM 03.38 septets, or UCS-2 units when one character is in neither of its
 * tables. Alone it has 160 or 70, joined ones 153 or 67 each.
 */
export function measureSms(text: string): SmsSize {
  const characters = [...text];
  const septets = characters.map((character) => (basic.includes(character) ? 1 : extended.includes(character) ? 2 : 0));
  return septets.includes(0)
    ? {
        encoding: 'ucs2',
        ...pack(
          characters.map(({ length }) => length),
          70,
          67,
        ),
      }
    : { encoding: 'gsm7', ...pack(septets, 160, 153) };
}

/** A character of two units, an extended one or a surrogate pair, is never cut: it begins the next segment. */
function pack(sizes: number[], alone: number, joined: number): Omit<SmsSize, 'encoding'> {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= alone) return { units, segments: 1, room: alone };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { units, segments, room: segments * joined };
}

import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';

/** Fewer would fit too many PINs, and could be guessed. */
export const fewestReadable = 6;

const unknown = { one: '?', some: '*' } as const;

/**
 * What can be read of a PIN, each character in the form that codes are compared in: `?` is one unknown character, `*` any number of
 * them. Without either it is a part of the PIN, wherever.
 */
export type ReadablePart = readonly string[];

export function parseReadablePart(typed: string): ReadablePart {
  const parts = typed
    .split(/([?*])/)
    .flatMap((part) => (part === unknown.one || part === unknown.some ? [part] : [...normalizeCode(part)]));
  return parts.some(isUnknown) ? parts : [unknown.some, ...parts, unknown.some];
}

export const countReadable = (part: ReadablePart): number => part.filter((character) => !isUnknown(character)).length;

const isUnknown = (character: string) => character === unknown.one || character === unknown.some;

/** Whether a PIN can be the one. Every place of the part that it can have got to is followed at once, so no part takes long. */
export function fits(part: ReadablePart, pin: string): boolean {
  let places = afterGaps(part, [0]);
  for (const character of normalizeCode(pin)) {
    const next = [...places].flatMap((place) => {
      const expected = part[place];
      if (expected === unknown.some) return [place];
      return expected === unknown.one || expected === character ? [place + 1] : [];
    });
    places = afterGaps(part, next);
  }
  return places.has(part.length);
}

/** These places, and those that come after a `*` that is for no character. */
function afterGaps(part: ReadablePart, places: number[]): Set<number> {
  const reached = new Set<number>();
  for (let place of places) {
    reached.add(place);
    while (part[place] === unknown.some) reached.add(++place);
  }
  return reached;
}

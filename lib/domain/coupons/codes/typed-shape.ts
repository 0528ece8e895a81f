import { generatedLength, isWellFormed, normalizeCode } from './alphabet';

/**
 * What can be said of a typed code without looking it up: `whole` is one that we may have made, `mistyped` has its length
 * and not its check character, `short` and `long` are one character off, `other` is no code of ours in any way.
 */
export type TypedShape = 'whole' | 'mistyped' | 'short' | 'long' | 'other';

export function typedShape(typed: string): TypedShape {
  const folded = normalizeCode(typed);
  if (isWellFormed(folded)) return 'whole';
  if (!/^[0-9A-Z]+$/.test(folded)) return 'other';
  if (folded.length === generatedLength) return 'mistyped';
  if (folded.length === generatedLength - 1) return 'short';
  return folded.length === generatedLength + 1 ? 'long' : 'other';
}

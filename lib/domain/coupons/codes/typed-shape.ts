import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { generatedLength, isWellFormed } from './alphabet';

/**
 * What can be said of a typed code without looking it up: `whole` can be one of ours, `mistyped` has its length
 * and not its check character, `short` and `long` are one character off, `other` is no code of ours in any way.
 */
export type TypedShape = 'whole' | 'mistyped' | 'short' | 'long' | 'other';

export function typedShape(typed: string): TypedShape {
  const normalized = normalizeCode(typed);
  if (isWellFormed(normalized)) return 'whole';
  if (!/^[0-9A-Z]+$/.test(normalized)) return 'other';
  if (normalized.length === generatedLength) return 'mistyped';
  if (normalized.length === generatedLength - 1) return 'short';
  return normalized.length === generatedLength + 1 ? 'long' : 'other';
}

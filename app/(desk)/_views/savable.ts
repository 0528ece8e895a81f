import { holdsContact } from '@/lib/core/holds-contact';
import { isKnownPart, type SavedListName } from '@/lib/domain/finding/saved-views/lists';
import type { Parts } from './view-address';

/** What a list shows now. */
export type Shown = { parts: Parts; columns: string[] | null };

/** What of it a view keeps. `isShortened`: not what was searched for, which may name a person. */
export function savable(list: SavedListName, { parts, columns }: Shown) {
  const all = Object.entries(parts);
  const kept = all.filter(([name, value]) => isKnownPart(list, name, value) && !holdsContact(value));
  return { query: Object.fromEntries(kept), columns, isShortened: kept.length < all.length };
}

export type Recent = { href: string; label: string };

const most = 6;
const storageKey = 'recently-found';

type Kept = { userId: number; entries: Recent[] };

/** What this person opened by finding it in this browser, the last one first. Contacts and codes are never among it. */
export function readRecent(userId: number): Recent[] {
  try {
    const kept = JSON.parse(window.localStorage.getItem(storageKey) ?? 'null') as Kept | null;
    return kept?.userId === userId ? kept.entries : [];
  } catch {
    return [];
  }
}

export function keepRecent(userId: number, entry: Recent): void {
  const entries = [entry, ...readRecent(userId).filter(({ href }) => href !== entry.href)].slice(0, most);
  try {
    window.localStorage.setItem(storageKey, JSON.stringify({ userId, entries } satisfies Kept));
  } catch {
    // Without storage, nothing is remembered.
  }
}

export function dropRecent(): void {
  try {
    window.localStorage.removeItem(storageKey);
  } catch {
    // Without storage, there is none.
  }
}

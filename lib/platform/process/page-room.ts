import type { ServerResponse } from 'node:http';

type Limits = { pages: number; unreadMs: number };

/** The pages that are made at once, at most this many. */
export function openPageRoom({ pages: most, unreadMs }: Limits) {
  const pages = new Map<ServerResponse, { since: number; isKnown: boolean }>();

  /**
   * Makes room by ending a page that nobody works on: its body is on its way, a stranger's first, or its reader takes nothing of
   * it. Those could be all that are allowed.
   */
  function makeRoom(): boolean {
    const before = performance.now() - unreadMs;
    const all = [...pages];
    const unsent = all.filter(([{ req }]) => !req.complete);
    const idle =
      unsent.find(([, { isKnown }]) => !isKnown) ??
      all.find(([response, { since }]) => since < before && response.writableNeedDrain) ??
      unsent[0];
    if (!idle) return false;
    pages.delete(idle[0]);
    idle[0].destroy();
    return true;
  }

  return {
    /** Takes a place for a page until it is written: from then on it waits for its reader alone. False where there is none. */
    enter(response: ServerResponse): boolean {
      if (pages.size >= most && !makeRoom()) return false;
      pages.set(response, { since: performance.now(), isKnown: false });
      for (const event of ['prefinish', 'close']) response.once(event, () => pages.delete(response));
      return true;
    },
    /** Somebody who is signed in has asked for it. */
    markKnown(response: ServerResponse): void {
      const page = pages.get(response);
      if (page) page.isKnown = true;
    },
  };
}

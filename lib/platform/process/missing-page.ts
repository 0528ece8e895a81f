import { AsyncLocalStorage } from 'node:async_hooks';

type Page = { isMissing: boolean };

const name = Symbol.for('coupon-desk.page');
/** The server and what Next has bundled have this module once each, and one storage. */
const shared = globalThis as { [name]?: AsyncLocalStorage<Page> };
shared[name] ??= new AsyncLocalStorage<Page>();
const storage = shared[name];

/** Runs what answers a page. `isMissing`: whether the page has said by now that there is nothing at its address. */
export function followPage<T>(work: (isMissing: () => boolean) => T): T {
  const page: Page = { isMissing: false };
  return storage.run(page, () => work(() => page.isMissing));
}

/** Has the answer to the page under way say 404, if it has not begun. */
export function sayMissing(): void {
  const page = storage.getStore();
  if (page) page.isMissing = true;
}

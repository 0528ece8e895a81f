import type { Page, Route } from '@playwright/test';

type HeldAnswer = {
  /** Resolves once the page has asked. */
  asked: Promise<void>;
  /** Lets the server answer with what it knows by now; resolves once the page has had the time to show it. */
  release: () => Promise<void>;
};

/** Holds back the next answer to a read of this address, as a slow connection does. Later ones are not held. */
export async function holdAnswer(page: Page, address: RegExp): Promise<HeldAnswer> {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  let isFirst = true;
  const hold = async (route: Route) => {
    if (!isFirst || route.request().method() !== 'GET') return route.fallback();
    isFirst = false;
    asked.resolve();
    await released.promise;
    await route.fulfill({ response: await route.fetch() });
    answered.resolve();
  };
  await page.route(address, hold);
  return {
    asked: asked.promise,
    release: async () => {
      released.resolve();
      await answered.promise;
      await page.evaluate(drawTenTimes);
    },
  };
}

/** In the page: resolves once it has had the time to show what has changed. */
export const drawTenTimes = () =>
  new Promise<void>((resolve) => {
    const draw = (times: number) => (times === 0 ? resolve() : requestAnimationFrame(() => draw(times - 1)));
    draw(10);
  });

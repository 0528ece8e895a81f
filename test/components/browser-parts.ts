import { toast } from '@heroui/react/toast';
// What a form asks for as soon as it is shown is there by then, as in a browser before anybody has typed.
import '@hookform/resolvers/zod';
import { act, cleanup, configure, getConfig } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

/** jsdom has no layout: nothing ever has another size, and the window is as wide as it is. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.matchMedia ??= (media) =>
  Object.assign(new EventTarget(), {
    ...{ media, matches: false, onchange: null, addListener() {}, removeListener() {} },
  });
Element.prototype.scrollIntoView ??= () => {};

const { asyncWrapper, eventWrapper } = getConfig();
let awaited = 0;
configure({
  // A busy machine takes its time.
  asyncUtilTimeout: 30_000,
  // While something is awaited React works by itself, as in a browser. An event of a field that it moves the focus away from
  // comes amid its work then, and must not have it begin again.
  async asyncWrapper(wait) {
    awaited += 1;
    try {
      return await asyncWrapper(wait);
    } finally {
      awaited -= 1;
    }
  },
  eventWrapper: (dispatch) => (awaited > 0 ? dispatch() : eventWrapper(dispatch)),
});

// What a module of ours keeps, such as that a pointer is down, is of the document of its file, which is gone after it; and what a file
// mocks is mocked for modules that an earlier one has loaded, too. Packages stay loaded.
vi.resetModules();

// Tests share the document, and their files the process, one after the other.
beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  toast.clear();
  // jsdom draws frames by the clock that is there when the first is asked for. One that a test's clock took away with it would be
  // awaited by every later test of the process: focus never comes back from a dialog then.
  if (vi.isFakeTimers()) act(() => vi.runOnlyPendingTimers());
  vi.useRealTimers();
  cleanup();
});

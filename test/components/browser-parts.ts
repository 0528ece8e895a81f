import { toast } from '@heroui/react/toast';
import { cleanup, configure } from '@testing-library/react';
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

// A busy machine takes its time.
configure({ asyncUtilTimeout: 30_000 });

// Tests share the document, and their files the process, one after the other.
beforeEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});
afterEach(() => {
  toast.clear();
  cleanup();
});

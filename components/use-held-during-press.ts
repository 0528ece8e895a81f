'use client';

import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** A touch may end without a click; react-aria then makes one 80 ms later. */
const clickWithinMs = 120;

const listeners = new Set<() => void>();
let isPressed = false;
let pressedEntry: Entry | null = null;
let release: ReturnType<typeof setTimeout> | undefined;
let isListening = false;

type Entry = { element: Element; key: string | null; text: string | null };

/** The entry of a react-aria collection that is there: an option, a menu item, a row. */
function entryAt(target: EventTarget | null): Entry | null {
  const element = target instanceof Element ? target.closest('[data-key]') : null;
  return element && { element, key: element.getAttribute('data-key'), text: element.textContent };
}

/**
 * A list that is drawn again during a press gets another id for its collection (`data-collection`), and one whose popover
 * closes and opens again, as on scrolling, has new elements: then its key and its words show that it is the same entry.
 */
const isSame = (one: Entry, other: Entry): boolean =>
  one.element === other.element || (one.key === other.key && one.text === other.text);

function endPress() {
  isPressed = false;
  release = undefined;
  for (const notify of listeners) notify();
}

/** Handlers of the current event still see what was pressed. */
function endPressAfter(ms: number) {
  clearTimeout(release);
  release = setTimeout(endPress, ms);
}

function onPointerDown(event: PointerEvent) {
  clearTimeout(release);
  release = undefined;
  isPressed = true;
  pressedEntry = entryAt(event.target);
}

function onPointerUp(event: PointerEvent) {
  endPressAfter(clickWithinMs);
  const entry = entryAt(event.target);
  if (pressedEntry === null || entry === null || isSame(entry, pressedEntry)) return;
  // Menus and lists in a popover choose the entry that the pointer is released over: here that is not the pressed one.
  event.stopImmediatePropagation();
  const { pointerId, pointerType } = event;
  event.target?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId, pointerType }));
}

function onClick() {
  if (release !== undefined) endPressAfter(0);
}

/** The pointer was released where the page did not see it, such as over a scroll bar. */
function onPointerMove(event: PointerEvent) {
  if (isPressed && release === undefined && event.buttons === 0) endPressAfter(0);
}

function listen() {
  if (isListening) return;
  isListening = true;
  const options = { capture: true, passive: true };
  window.addEventListener('pointerdown', onPointerDown, options);
  window.addEventListener('pointerup', onPointerUp, options);
  window.addEventListener('pointercancel', () => endPressAfter(0), options);
  window.addEventListener('pointermove', onPointerMove, options);
  window.addEventListener('click', onClick, options);
}

function subscribe(notify: () => void) {
  listen();
  listeners.add(notify);
  return () => listeners.delete(notify);
}

/**
 * `value`, which stays what it is on the screen while a pointer is down, until its click is handled: what is chosen is
 * what was under the pointer when the press began. For lists whose entries come from a query.
 */
export function useHeldDuringPress<T>(value: T): T {
  const shown = useRef(value);
  const held = useSyncExternalStore(
    subscribe,
    () => (isPressed ? shown.current : value),
    () => value,
  );
  useLayoutEffect(() => {
    shown.current = held;
  });
  return held;
}

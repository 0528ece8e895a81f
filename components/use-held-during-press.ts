'use client';

import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** A touch may end without a click; react-aria then makes one 80 ms later. */
const clickWithinMs = 120;

const listeners = new Set<() => void>();
let isPressed = false;
let pressedEntry: Element | null = null;
let release: ReturnType<typeof setTimeout> | undefined;
let isListening = false;

/**
 * The entry of a react-aria collection that is there: an option, a menu item, a row. An entry keeps its element for as long
 * as it is shown, while the id of its collection (`data-collection`) changes during a press, when the list is drawn again.
 */
const entryAt = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('[data-key]') : null;

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
  if (pressedEntry === null || entry === null || entry === pressedEntry) return;
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

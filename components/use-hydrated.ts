'use client';

import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore } from 'react';

const neverChanges = () => () => {};

/** Whether React has hydrated the page. Before that nothing handles a press. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

type TextElement = HTMLInputElement | HTMLTextAreaElement;

const typed = new WeakMap<TextElement, string>();

function noteTyped(id: string): TextElement | null {
  const element = typeof document === 'undefined' ? null : (document.getElementById(id) as TextElement | null);
  if (element && element.value !== element.defaultValue) typed.set(element, element.value);
  return element;
}

/**
 * Takes over what somebody typed, or the browser filled in, before hydration. Returns the id for its input. It looks while rendering too: React writes a text area's own text over what was typed before any effect runs.
 */
export function useTextBeforeHydration(onChange: (text: string) => void): string {
  const id = useId();
  useState(() => noteTyped(id));
  const takeOver = useEffectEvent(() => {
    const element = noteTyped(id);
    const text = element ? typed.get(element) : undefined;
    if (!element || text === undefined) return;
    typed.delete(element);
    onChange(text);
  });
  useEffect(() => takeOver(), []);
  return id;
}

/**
 * Calls `takeOver` once, at hydration, with the value of the radio or checkbox that is checked in the browser: React does
 * not know what was pressed before. Returns the ref for the element around them.
 */
export function useChoiceBeforeHydration<E extends HTMLElement>(
  takeOver: (checked: string | undefined) => void,
): RefObject<E | null> {
  const holder = useRef<E>(null);
  const takeOverChecked = useEffectEvent(() => {
    takeOver(holder.current?.querySelector<HTMLInputElement>('input:checked')?.value);
  });
  useEffect(() => takeOverChecked(), []);
  return holder;
}

/** Takes over the file that an input held before hydration. Returns the input's ref. */
export function useFileBeforeHydration(onFile: (file: File) => void): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  const takeOver = useEffectEvent(() => {
    const file = input.current?.files?.[0];
    if (file) onFile(file);
  });
  useEffect(() => takeOver(), []);
  return input;
}

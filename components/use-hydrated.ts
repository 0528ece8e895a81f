'use client';

import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore } from 'react';

const neverChanges = () => () => {};

/** Whether the browser has brought the page to life. What is pressed before that is heard by nobody. */
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
 * Takes over what somebody typed, or the browser filled in, before the page came to life. Returns the id its input is to
 * have. It looks while rendering too: React writes a text area's own text over what was typed before any effect runs.
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
 * Tells once, when the page comes to life, which radio or checkbox is checked in the browser: what was pressed before
 * that is not known here yet. Returns the ref of what holds them.
 */
export function useChoiceBeforeHydration<E extends HTMLElement>(
  takeOver: (checked: string | undefined) => void,
): RefObject<E | null> {
  const holder = useRef<E>(null);
  const tell = useEffectEvent(() => {
    takeOver(holder.current?.querySelector<HTMLInputElement>('input:checked')?.value);
  });
  useEffect(() => tell(), []);
  return holder;
}

/** Takes over the file that an input held before the page came to life. Returns the input's ref. */
export function useFileBeforeHydration(onFile: (file: File) => void): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  const takeOver = useEffectEvent(() => {
    const file = input.current?.files?.[0];
    if (file) onFile(file);
  });
  useEffect(() => takeOver(), []);
  return input;
}

'use client';

import { type ComponentType, useEffect, useSyncExternalStore } from 'react';
import type { ToastMessage, ToastOptions } from './toast-message';

type Region = { ToastRegion: ComponentType; showToast: (toast: ToastMessage) => void };

const retryMs = 3_000;
const listeners = new Set<() => void>();
const waiting: ToastMessage[] = [];
const none: readonly ToastMessage[] = [];
/** What waits while the region cannot be loaded. */
let stuck = none;
let region: Region | null = null;
let loading: Promise<void> | null = null;

function setStuck(toasts: readonly ToastMessage[]): void {
  stuck = toasts;
  for (const notify of listeners) notify();
}

/** Tried again as long as something waits to be shown. */
function load(): Promise<void> {
  loading ??= import('./toast-region').then(
    (module) => {
      region = module;
      setStuck(none);
      for (const toast of waiting.splice(0)) module.showToast(toast);
    },
    () => {
      loading = null;
      if (waiting.length === 0) return;
      setStuck([...waiting]);
      setTimeout(load, retryMs);
    },
  );
  return loading;
}

function show(toast: ToastMessage): void {
  if (region) {
    region.showToast(toast);
    return;
  }
  waiting.push(toast);
  void load();
}

/** What was done, in the past tense: "Coupon SUMMER26 deleted", with `action` to undo it. */
export function toastSuccess(message: string, options: ToastOptions = {}): void {
  show({ kind: 'success', message, ...options });
}

/** What failed and what to do about it. Stays until closed. */
export function toastError(message: string, options: ToastOptions = {}): void {
  show({ kind: 'error', message, ...options });
}

export function toastInfo(message: string, options: ToastOptions = {}): void {
  show({ kind: 'info', message, ...options });
}

const subscribe = (notify: () => void) => {
  listeners.add(notify);
  return () => listeners.delete(notify);
};

const laterMs = 1_000;

/** Calls `run` once the page has all that it needs at first. Returns how to call it off. */
function afterFirstLoad(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    timer = setTimeout(run, laterMs);
  };
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('load', later);
  };
}

/** Mounted once, in the providers. Loaded soon, and not first, so that it is at hand when the network is not. */
export function Toasts() {
  const loaded = useSyncExternalStore(
    subscribe,
    () => region,
    () => null,
  );
  const unshown = useSyncExternalStore(
    subscribe,
    () => stuck,
    () => none,
  );
  useEffect(() => afterFirstLoad(load), []);
  return loaded ? <loaded.ToastRegion /> : <PlainToasts toasts={unshown} />;
}

/** What the region would show, in plain text: that the connection is gone may be what keeps the region away. */
function PlainToasts({ toasts }: { toasts: readonly ToastMessage[] }) {
  const texts = new Set(toasts.map(({ message, description }) => [message, description].filter(Boolean).join(' ')));
  if (texts.size === 0) return null;
  return (
    // Nobody can close it: it must not be in the way of what is below.
    <div
      role="alert"
      className="no-print pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-end gap-2"
    >
      {[...texts].map((text) => (
        <p
          key={text}
          className="max-w-[400px] rounded-xl border border-border bg-overlay px-4 py-3 text-13 text-pretty shadow-overlay"
        >
          {text}
        </p>
      ))}
    </div>
  );
}

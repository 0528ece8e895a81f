'use client';

import { useEffect } from 'react';
import { openDialog } from './open-dialog';

const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
/** About a second: a dialog that closes has moved out of sight long before. */
const atMostFrames = 60;

/** What had the focus last, apart from what lies over the page. */
let last: HTMLElement | null = null;

function remember({ target }: FocusEvent): void {
  if (target instanceof HTMLElement && !target.closest(overlays)) last = target;
}

/** It was left for nothing else, as by a press on the page's ground. */
function forget({ target, relatedTarget }: FocusEvent): void {
  if (target === last && relatedTarget === null) last = null;
}

/** Mounted once, in the providers. */
export function RememberFocus(): null {
  useEffect(() => {
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', forget);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', forget);
    };
  }, []);
  return null;
}

function returnFocus(frames = atMostFrames): void {
  requestAnimationFrame(() => {
    if (frames > 0 && document.querySelector(openDialog)) return returnFocus(frames - 1);
    // A dialog gives it back by itself in the frame after it is gone.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && last?.isConnected) last.focus();
    });
  });
}

/**
 * Gives the focus back after a dialog that does not: one that was opened by a menu, and came while that was gone and the focus was
 * not back yet, knows of nothing to give it back to.
 */
export function useReturnFocus(isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) return () => returnFocus();
    return;
  }, [isOpen]);
}

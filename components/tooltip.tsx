'use client';

import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { whenNeeded } from './when-needed';

const TooltipBubble = whenNeeded(() => import('./tooltip-bubble').then((module) => module.TooltipBubble));

const delay = 500;

type Element = HTMLButtonElement;

type TriggerProps = {
  ref?: Ref<Element> | undefined;
  onPointerEnter?: ((event: PointerEvent<Element>) => void) | undefined;
  onPointerLeave?: ((event: PointerEvent<Element>) => void) | undefined;
  onPointerDown?: ((event: PointerEvent<Element>) => void) | undefined;
  onFocus?: ((event: FocusEvent<Element>) => void) | undefined;
  onBlur?: ((event: FocusEvent<Element>) => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent<Element>) => void) | undefined;
};

/**
 * A hint for anyone who hovers over a button or reaches it by key; a press and Escape close it. It is loaded by the first one.
 * `given` are what the button has of the same events.
 */
export function useTooltip(text: string, isOn: boolean, given: TriggerProps) {
  const own = useRef<Element>(null);
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const trigger = {
    ref: (element: Element | null) => {
      own.current = element;
      if (typeof given.ref === 'function') given.ref(element);
      else if (given.ref) (given.ref as RefObject<Element | null>).current = element;
    },
    onPointerEnter: (event: PointerEvent<Element>) => {
      given.onPointerEnter?.(event);
      if (event.pointerType !== 'mouse') return;
      timer.current = setTimeout(() => setOpen(true), delay);
    },
    onPointerLeave: (event: PointerEvent<Element>) => {
      given.onPointerLeave?.(event);
      close();
    },
    onPointerDown: (event: PointerEvent<Element>) => {
      given.onPointerDown?.(event);
      close();
    },
    onFocus: (event: FocusEvent<Element>) => {
      given.onFocus?.(event);
      if (event.currentTarget.matches(':focus-visible')) setOpen(true);
    },
    onBlur: (event: FocusEvent<Element>) => {
      given.onBlur?.(event);
      close();
    },
    onKeyDown: (event: KeyboardEvent<Element>) => {
      given.onKeyDown?.(event);
      if (event.key === 'Escape' || event.key === 'Enter' || event.key === ' ') close();
    },
  };
  const tooltip = isOpen && <TooltipBubble trigger={own} text={text} onClose={close} />;
  return isOn ? { trigger, tooltip } : { trigger: { ref: given.ref }, tooltip: null };
}

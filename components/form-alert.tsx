'use client';

import { CircleAlert } from 'lucide-react';
import { useFocusOn } from './use-focus-on';
import { useRefusalWords } from './use-refusal-words';

/** A refusal that belongs to no single field. */
export function FormAlert({ message }: { message: string | undefined }) {
  const words = useRefusalWords();
  const box = useFocusOn<HTMLDivElement>(message);
  if (!message) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-4 flex gap-2 rounded-lg bg-danger-soft p-3 text-danger-soft-foreground"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>{words(message)}</p>
    </div>
  );
}

'use client';

import { Kbd } from '@heroui/react/kbd';
import { SearchField } from '@heroui/react/search-field';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { TableSearch } from './data-table-types';
import { useShortcut } from './shortcuts';
import { useTextBeforeHydration } from './use-hydrated';
import { onNavigation } from './use-navigation-guard';

const settle = 250;

/** Reports the text once typing has settled, so that not every letter is a request. */
export function SearchBox({ value, onChange, onText, placeholder }: TableSearch) {
  const t = useTranslations('common');
  const [text, setText] = useState(value);
  const id = useTextBeforeHydration(setText);
  const field = useRef<HTMLInputElement>(null);
  const reported = useRef(value);
  const abandoned = useRef<string | null>(null);
  useShortcut('/', t('shortcuts.search'), () => field.current?.focus());

  useEffect(() => {
    if (value !== reported.current) {
      reported.current = value;
      setText(value);
    }
  }, [value]);

  const said = useRef<string | null>(null);
  const say = (typed: string) => {
    if (typed === said.current) return;
    said.current = typed;
    onText?.(typed);
  };
  const sayText = useEffectEvent(say);
  useEffect(() => sayText(text), [text]);

  // Within the event: an effect comes a task later, and a quick press would still choose from the list of before.
  const change = (next: string) => {
    setText(next);
    say(next);
  };

  const report = (next: string) => {
    if (next === reported.current) return;
    reported.current = next;
    onChange(next);
  };

  // Following a link leaves the list: a search that is reported after that would lead back to it.
  useEffect(() => {
    if (text === reported.current || text === abandoned.current) return;
    const timer = setTimeout(() => report(text.trim()), settle);
    const stop = onNavigation(() => {
      abandoned.current = text;
      clearTimeout(timer);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  });

  const label = placeholder ?? t('table.search');
  return (
    <SearchField
      id={id}
      aria-label={label}
      value={text}
      onChange={change}
      onSubmit={() => report(text.trim())}
      onClear={() => report('')}
      className="w-full sm:w-auto sm:max-w-72 sm:grow sm:basis-56"
    >
      <SearchField.Group className="h-11 w-full md:h-8">
        <SearchField.SearchIcon className="ms-2.5" />
        <SearchField.Input ref={field} placeholder={label} className="peer w-full min-w-0" />
        {text ? (
          <SearchField.ClearButton aria-label={t('table.clearSearch')} excludeFromTabOrder={false} />
        ) : (
          <Kbd aria-hidden className="me-1.5 hidden peer-focus:hidden md:inline-flex">
            /
          </Kbd>
        )}
      </SearchField.Group>
    </SearchField>
  );
}

'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { IconButton } from './button';
import type { TableSearch } from './data-table-types';
import { useShortcut } from './shortcuts';
import { Key } from './shortcuts-help';
import { useTextBeforeHydration } from './use-hydrated';
import { onNavigation } from './use-navigation-guard';

const settle = 250;

/** Tells the outside once typing has settled, so that not every letter is a request. */
export function SearchBox({ value, onChange, onText, placeholder }: TableSearch) {
  const t = useTranslations('common');
  const [text, setText] = useState(value);
  const id = useTextBeforeHydration(setText);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const left = useRef<string | null>(null);
  useShortcut('/', t('shortcuts.search'), () => field.current?.focus());

  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);

  const report = useEffectEvent((typed: string) => onText?.(typed));
  useEffect(() => report(text), [text]);

  const tell = (next: string) => {
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };

  // Whoever follows a link leaves the list: a search that were told after that would take them back.
  useEffect(() => {
    if (text === told.current || text === left.current) return;
    const timer = setTimeout(() => tell(text.trim()), settle);
    const stop = onNavigation(() => {
      left.current = text;
      clearTimeout(timer);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  });

  const clear = () => {
    setText('');
    tell('');
    field.current?.focus();
  };

  return (
    <div className="relative w-full sm:w-auto sm:max-w-72 sm:grow sm:basis-56">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-muted" />
      <input
        id={id}
        ref={field}
        type="search"
        aria-label={placeholder ?? t('table.search')}
        placeholder={placeholder ?? t('table.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell(text.trim());
          if (event.key === 'Escape' && text) {
            event.preventDefault();
            clear();
          }
        }}
        className="input peer h-9 w-full ps-8! pe-9! py-0! md:h-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text ? (
        <span className="absolute inset-y-0 end-0 flex items-center">
          <IconButton size="sm" icon={<X />} label={t('table.clearSearch')} onPress={clear} />
        </span>
      ) : (
        <span aria-hidden className="absolute inset-y-0 end-1.5 hidden items-center peer-focus:hidden md:flex">
          <Key>/</Key>
        </span>
      )}
    </div>
  );
}

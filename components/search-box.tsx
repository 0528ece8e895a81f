'use client';

import { closeButtonVariants, searchFieldVariants } from '@heroui/styles';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { TableSearch } from './data-table-types';
import { Kbd } from './kbd';
import { useShortcut } from './shortcuts';
import { useTextBeforeHydration } from './use-hydrated';
import { onNavigation } from './use-navigation-guard';

const settle = 250;
const looks = searchFieldVariants();

/** HeroUI's icons. */
const glass =
  'M11.5 7a4.5 4.5 0 1 1-9 0a4.5 4.5 0 0 1 9 0m-.82 4.74a6 6 0 1 1 1.06-1.06l2.79 2.79a.75.75 0 1 1-1.06 1.06z';
const cross =
  'M3.47 3.47a.75.75 0 0 1 1.06 0L8 6.94l3.47-3.47a.75.75 0 1 1 1.06 1.06L9.06 8l3.47 3.47a.75.75 0 1 1-1.06 1.06L8 9.06l-3.47 3.47a.75.75 0 0 1-1.06-1.06L6.94 8 3.47 4.53a.75.75 0 0 1 0-1.06Z';

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

  const clear = () => {
    change('');
    report('');
    field.current?.focus();
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
    <div className={`${looks.base()} w-full sm:w-auto sm:max-w-72 sm:grow sm:basis-56`}>
      <div data-slot="search-field-group" className={`${looks.group()} h-11 w-full md:h-8`}>
        <svg
          aria-hidden
          data-slot="search-field-search-icon"
          viewBox="0 0 16 16"
          className={`${looks.searchIcon()} ms-2.5`}
        >
          <path fill="currentColor" fillRule="evenodd" clipRule="evenodd" d={glass} />
        </svg>
        <input
          ref={field}
          id={id}
          type="search"
          aria-label={label}
          placeholder={label}
          value={text}
          autoComplete="off"
          data-slot="search-field-input"
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              report(text.trim());
            } else if (event.key === 'Escape' && text !== '') {
              event.preventDefault();
              event.stopPropagation();
              clear();
            }
          }}
          className={`${looks.input()} peer w-full min-w-0`}
        />
        {text ? (
          <button
            type="button"
            slot="clear"
            aria-label={t('table.clearSearch')}
            data-slot="search-field-clear-button"
            onClick={clear}
            className={`${closeButtonVariants({ variant: 'default' })} ${looks.clearButton()}`}
          >
            <svg aria-hidden data-slot="close-button-icon" viewBox="0 0 16 16">
              <path fill="currentColor" fillRule="evenodd" clipRule="evenodd" d={cross} />
            </svg>
          </button>
        ) : (
          <Kbd isHidden className="me-1.5 hidden peer-focus:hidden md:inline-flex">
            /
          </Kbd>
        )}
      </div>
    </div>
  );
}

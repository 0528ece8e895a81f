'use client';

import { labelVariants, selectVariants } from '@heroui/styles';
import { useTranslations } from 'next-intl';
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { ariaOf, Caption, FieldNote, noteIdOf } from './field-parts';
import type { SelectOption } from './select-option';
import { useIsHydrated } from './use-hydrated';
import { whenNeeded } from './when-needed';

export type SelectProps = {
  options: SelectOption[];
  placeholder?: string;
  /** Adds a first option with this label, which stores null. */
  none?: string;
};

const noneKey = '__none__';
const looks = selectVariants({ fullWidth: true });
const SelectList = whenNeeded(() => import('./select-list').then((module) => module.SelectList));

/** HeroUI's. */
const chevron =
  'M2.97 5.47a.75.75 0 0 1 1.06 0L8 9.44l3.97-3.97a.75.75 0 1 1 1.06 1.06l-4.5 4.5a.75.75 0 0 1-1.06 0l-4.5-4.5a.75.75 0 0 1 0-1.06';

type SelectBoxProps = SelectProps & {
  label: string;
  name?: string;
  value: string | number | null;
  onChange: (value: string | number | null) => void;
  onBlur?: () => void;
  trigger?: RefObject<HTMLButtonElement | null>;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  isDisabled?: boolean;
  className?: string;
};

/** A list of options without a form around it. What it opens is loaded once somebody is about to open it. */
export function SelectBox(props: SelectBoxProps) {
  const { options, none, value, optional = false, help, error, isDisabled = false } = props;
  const t = useTranslations('common.form');
  const id = useId();
  const isHydrated = useIsHydrated();
  const own = useRef<HTMLButtonElement>(null);
  const trigger = props.trigger ?? own;
  const [isOpen, setOpen] = useState(false);
  const all: SelectOption[] = none === undefined ? options : [{ value: noneKey, label: none }, ...options];
  const chosen = all.find((option) => option.value === (value ?? (none === undefined ? null : noneKey)));
  const labelId = `${id}-label`;
  const valueId = `${id}-value`;
  return (
    <div
      data-slot="select"
      data-invalid={error !== undefined || undefined}
      data-disabled={isDisabled || undefined}
      className={`${looks.base()} ${props.className ?? ''}`}
    >
      <label id={labelId} htmlFor={id} data-slot="label" className={labelVariants()}>
        <Caption optional={optional}>{props.label}</Caption>
      </label>
      <button
        ref={trigger}
        id={id}
        type="button"
        disabled={isDisabled || !isHydrated}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-labelledby={`${valueId} ${labelId}`}
        {...ariaOf({ id, help, error, optional: true })}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(true);
        }}
        onPointerEnter={SelectList.preload}
        onFocus={SelectList.preload}
        onBlur={isOpen ? undefined : props.onBlur}
        data-slot="select-trigger"
        className={`${looks.trigger()} h-11 items-center md:h-9`}
      >
        <span
          id={valueId}
          data-slot="select-value"
          data-placeholder={chosen === undefined || undefined}
          className={`${looks.value()} truncate`}
        >
          {chosen?.label ?? props.placeholder ?? t('choose')}
        </span>
        <svg
          aria-hidden
          data-slot="select-default-indicator"
          data-open={isOpen || undefined}
          viewBox="0 0 16 16"
          className={looks.indicator()}
        >
          <path fill="currentColor" fillRule="evenodd" clipRule="evenodd" d={chevron} />
        </svg>
      </button>
      {props.name && <input type="hidden" name={props.name} value={chosen && value !== null ? value : ''} />}
      <FieldNote id={noteIdOf(id)} help={help} error={error} />
      <SelectList
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={trigger}
        label={props.label}
        options={all}
        chosen={chosen?.value ?? null}
        onChoose={(key) => props.onChange(key === noneKey ? null : key)}
      />
    </div>
  );
}

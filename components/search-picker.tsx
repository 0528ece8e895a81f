'use client';

import { comboBoxVariants, inputVariants } from '@heroui/styles';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Chip } from './chip';
import { FieldFrame, noteIdOf } from './field-parts';
import type { Picked, SearchComboProps } from './search-combo';
import { useHeldDuringPress } from './use-held-during-press';
import { useTextBeforeHydration } from './use-hydrated';
import { whenNeeded } from './when-needed';

const settle = 250;

/** The list under the field is 80 KB, which the page does not wait for. */
const Combo = whenNeeded(() => import('./search-combo').then((module) => module.SearchCombo), PlainCombo);

export type { Picked };

/** What a search found, and for which text. */
export type Found = { text: string; entries: Picked[] };

type SearchPickerProps = {
  label: string;
  help?: string;
  placeholder?: string;
  picked: Picked[];
  onChange: (picked: Picked[]) => void;
  /** Picking another one takes the first one's place. */
  isSingle?: boolean;
  /** Requested by `onSearch` once typing has settled. What was found for an earlier text cannot be chosen. */
  found: Found | undefined;
  onSearch: (text: string) => void;
  isFailed?: boolean;
};

/** Chooses among more than a list can hold: type a part of the name, pick; a press on what is chosen takes it off. */
export function SearchPicker(props: SearchPickerProps) {
  const { label, help, placeholder, picked, onChange, isSingle = false, found, onSearch, isFailed = false } = props;
  const t = useTranslations('common');
  const [text, setText] = useState('');
  // The menu closes when its value becomes another one.
  const [last, setLast] = useState<number | null>(null);
  const hasFocus = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), text === '' ? 0 : settle);
    return () => clearTimeout(timer);
  }, [text, onSearch]);

  const shown = useHeldDuringPress({ entries: found?.entries ?? [], isOutdated: found?.text !== text.trim() });
  // Left out at once, even during the press that chose it: the box opens again while it finds what is chosen in its list.
  const entries = shown.entries.filter(({ id }) => !picked.some((one) => one.id === id));
  const choose = (id: unknown) => {
    const chosen = entries.find((one) => one.id === id);
    if (!chosen || shown.isOutdated) return;
    onChange(isSingle ? [chosen] : [...picked, chosen]);
    setLast(chosen.id);
    setText('');
  };

  const reading = shown.isOutdated ? t('loading') : t('picker.nothing');

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Combo
        label={label}
        help={help}
        placeholder={placeholder}
        entries={entries}
        isOutdated={shown.isOutdated}
        value={picked.some(({ id }) => id === last) ? last : null}
        onChoose={choose}
        text={text}
        onText={setText}
        empty={isFailed ? t('picker.failed') : reading}
        hasFocus={hasFocus}
      />
      {picked.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-2">
          {picked.map((one) => (
            <li key={one.id} className="max-w-full">
              <Chip
                label={t('picker.remove', { name: one.name })}
                onRemove={() => onChange(picked.filter(({ id }) => id !== one.id))}
              >
                <span className="truncate font-medium">{one.name}</span>
              </Chip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const look = comboBoxVariants({ fullWidth: true });

/** Where one types until the list is there, which then has what was typed and the focus. */
function PlainCombo({ label, help, placeholder, text, onText, hasFocus }: SearchComboProps) {
  const id = useTextBeforeHydration(onText);
  const noteFocus = (isFocused: boolean) => {
    hasFocus.current = isFocused;
  };
  useEffect(() => {
    // It had the focus before hydration.
    hasFocus.current = document.activeElement?.id === id;
  }, [id, hasFocus]);
  return (
    <FieldFrame id={id} label={label} optional help={help} error={undefined} className={look.base()}>
      <span data-slot="combo-box-input-group" className={`${look.inputGroup()} w-full`}>
        <input
          id={id}
          data-slot="input"
          autoComplete="off"
          value={text}
          onChange={({ target }) => onText(target.value)}
          onFocus={() => noteFocus(true)}
          onBlur={() => noteFocus(false)}
          className={`${inputVariants()} h-11 w-full md:h-9`}
          {...(placeholder ? { placeholder } : {})}
          {...(help ? { 'aria-describedby': noteIdOf(id) } : {})}
        />
        <span aria-hidden className={look.trigger()}>
          <ChevronDown className="size-4" />
        </span>
      </span>
    </FieldFrame>
  );
}

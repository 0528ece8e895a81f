'use client';

import { ComboBox } from '@heroui/react/combo-box';
import { Description } from '@heroui/react/description';
import { Input } from '@heroui/react/input';
import { ListBox } from '@heroui/react/list-box';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { FieldLabel } from './aria-field-parts';
import { Chip } from './chip';
import { useHeldDuringPress } from './use-held-during-press';
import { useKeptOnScroll } from './use-kept-on-scroll';

const settle = 250;

export type Picked = { id: number; name: string };

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

  const setOpen = useKeptOnScroll();
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
  const empty = isFailed ? t('picker.failed') : reading;

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <ComboBox
        fullWidth
        items={entries}
        disabledKeys={shown.isOutdated ? entries.map(({ id }) => id) : []}
        value={picked.some(({ id }) => id === last) ? last : null}
        onChange={choose}
        inputValue={text}
        onInputChange={setText}
        onOpenChange={setOpen}
        menuTrigger="focus"
        allowsEmptyCollection
      >
        <FieldLabel optional>{label}</FieldLabel>
        <ComboBox.InputGroup className="w-full">
          <Input className="h-11 w-full md:h-9" {...(placeholder ? { placeholder } : {})} />
          <ComboBox.Trigger />
        </ComboBox.InputGroup>
        {help && <Description>{help}</Description>}
        <ComboBox.Popover>
          <ListBox aria-label={label} renderEmptyState={() => <p className="p-2 text-13 text-muted">{empty}</p>}>
            {(item: Picked) => (
              <ListBox.Item id={item.id} textValue={item.name}>
                {item.name}
              </ListBox.Item>
            )}
          </ListBox>
        </ComboBox.Popover>
      </ComboBox>
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

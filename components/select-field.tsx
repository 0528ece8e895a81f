'use client';

import { Description } from '@heroui/react/description';
import { Label } from '@heroui/react/label';
import { ListBox } from '@heroui/react/list-box';
import { Select } from '@heroui/react/select';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { FieldLabel, FieldNote, type FieldProps, useField } from './field';
import { useHeldDuringPress } from './use-held-during-press';

export type SelectOption = { value: string | number; label: string; help?: string; isDisabled?: boolean };

type SelectProps = {
  options: SelectOption[];
  placeholder?: string;
  /** Adds a first option with this label, which stores null. */
  none?: string;
};

const noneKey = '__none__';

export function SelectField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & SelectProps,
) {
  const { options, none, optional = false } = props;
  const t = useTranslations('common.form');
  const { error, ref, ...field } = useField(props.control, props.name);
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = typeof field.value === 'string' || typeof field.value === 'number' ? field.value : null;
  const all: SelectOption[] = none === undefined ? options : [{ value: noneKey, label: none }, ...options];
  useEffect(() => ref({ focus: () => trigger.current?.focus() }), [ref]);
  return (
    <Select
      fullWidth
      name={field.name}
      value={chosen ?? (none === undefined ? null : noneKey)}
      onChange={(key) => field.onChange(key === noneKey ? null : key)}
      onBlur={field.onBlur}
      isInvalid={error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      placeholder={props.placeholder ?? t('choose')}
      className={props.className ?? ''}
    >
      <FieldLabel optional={optional}>{props.label}</FieldLabel>
      <Select.Trigger ref={trigger} className="h-11 items-center md:h-9">
        <Select.Value className="truncate [&_[data-slot=description]]:hidden" />
        <Select.Indicator />
      </Select.Trigger>
      <FieldNote help={props.help} error={error} />
      <Select.Popover>
        <Options options={all} />
      </Select.Popover>
    </Select>
  );
}

function Options(props: Pick<SelectProps, 'options'>) {
  const options = useHeldDuringPress(props.options);
  return (
    <ListBox>
      {options.map((option) => (
        <ListBox.Item
          key={option.value}
          id={option.value}
          textValue={option.label}
          isDisabled={option.isDisabled ?? false}
        >
          <div className="flex flex-col">
            <Label>{option.label}</Label>
            {option.help && <Description>{option.help}</Description>}
          </div>
          <ListBox.ItemIndicator />
        </ListBox.Item>
      ))}
    </ListBox>
  );
}

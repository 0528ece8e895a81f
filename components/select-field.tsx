'use client';

import { Description } from '@heroui/react/description';
import { Label } from '@heroui/react/label';
import { ListBox } from '@heroui/react/list-box';
import { Select } from '@heroui/react/select';
import { useTranslations } from 'next-intl';
import { type ReactNode, type Ref, useEffect, useRef } from 'react';
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

type SelectBoxProps = SelectProps & {
  label: string;
  name?: string;
  value: string | number | null;
  onChange: (value: string | number | null) => void;
  onBlur?: () => void;
  trigger?: Ref<HTMLButtonElement>;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  isDisabled?: boolean;
  className?: string;
};

/** A list of options without a form around it. */
export function SelectBox(props: SelectBoxProps) {
  const { options, none, value, optional = false } = props;
  const t = useTranslations('common.form');
  const all: SelectOption[] = none === undefined ? options : [{ value: noneKey, label: none }, ...options];
  return (
    <Select
      fullWidth
      {...(props.name ? { name: props.name } : {})}
      value={value ?? (none === undefined ? null : noneKey)}
      onChange={(key) => props.onChange(key === noneKey ? null : key)}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      isInvalid={props.error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      placeholder={props.placeholder ?? t('choose')}
      className={props.className ?? ''}
    >
      <FieldLabel optional={optional}>{props.label}</FieldLabel>
      <Select.Trigger {...(props.trigger ? { ref: props.trigger } : {})} className="h-11 items-center md:h-9">
        <Select.Value className="truncate [&_[data-slot=description]]:hidden" />
        <Select.Indicator />
      </Select.Trigger>
      <FieldNote help={props.help} error={props.error} />
      <Select.Popover>
        <Options options={all} />
      </Select.Popover>
    </Select>
  );
}

export function SelectField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & SelectProps,
) {
  const { control, name, ...box } = props;
  const { error, ref, value, onChange, onBlur } = useField(control, name);
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = typeof value === 'string' || typeof value === 'number' ? value : null;
  useEffect(() => ref({ focus: () => trigger.current?.focus() }), [ref]);
  return (
    <SelectBox
      {...box}
      name={name}
      value={chosen}
      onChange={onChange}
      onBlur={onBlur}
      trigger={trigger}
      error={error}
    />
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

'use client';

import { NextIntlClientProvider } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { z } from 'zod';
import { CheckboxField, CheckboxGroupField, RadioGroupField } from '@/components/choice-field';
import { DateTimeField } from '@/components/date-time-field';
import { DayField } from '@/components/day-field';
import { useDaysChip } from '@/components/days-chip';
import { DaysFilter } from '@/components/days-filter';
import { FileDrop } from '@/components/file-drop';
import { useSchemaForm } from '@/components/form';
import { GroupedCheckboxField } from '@/components/grouped-checkbox-field';
import { MoneyField, NumberField } from '@/components/number-field';
import { PasswordField } from '@/components/password-field';
import { SearchBox } from '@/components/search-box';
import { type Picked, SearchPicker } from '@/components/search-picker';
import { SelectField } from '@/components/select-field';
import { PhoneField, TextareaField, TextField } from '@/components/text-field';
import { longCode, longName, nothing, nowhere } from './samples';
import { Section, Specimen } from './specimen';

const values = z.object({
  text: z.string(),
  code: z.string(),
  phone: z.string(),
  note: z.string(),
  count: z.number().nullable(),
  amount: z.number().nullable(),
  password: z.string(),
  plan: z.string().nullable(),
  duration: z.string(),
  scopes: z.array(z.string()),
  agreed: z.boolean(),
  ends: z.string().nullable(),
  day: z.string().nullable(),
});

type Values = z.input<typeof values>;

const empty: Values = {
  text: '',
  code: '',
  phone: '',
  note: '',
  count: null,
  amount: null,
  password: '',
  plan: null,
  duration: '',
  scopes: [],
  agreed: false,
  ends: null,
  day: null,
};

const filled: Values = {
  text: 'Summer sale',
  code: 'SUMMER26',
  phone: '9841000000',
  note: 'Agreed with the partner on Monday.',
  count: 1200,
  amount: 200_050,
  password: 'correct horse',
  plan: 'premium',
  duration: 'once',
  scopes: ['read'],
  agreed: true,
  ends: '2026-12-31T18:15:00Z',
  day: '2026-12-31',
};

const long: Values = { ...filled, text: longName, code: longCode, note: `${longName} ${longCode}`, plan: 'long' };

const plans = [
  { value: 'basic', label: 'Basic' },
  { value: 'premium', label: 'Premium', help: 'Films and sport' },
  { value: 'long', label: longName },
];
const durations = [
  { value: 'once', label: 'Once' },
  { value: 'forever', label: 'Forever', help: 'Every billing cycle' },
  { value: 'never', label: 'Cannot be chosen', isDisabled: true },
];
const scopes = [
  { value: 'read', label: 'Read' },
  { value: 'write', label: 'Write', help: 'Create, change and delete' },
];

const states = [
  { name: 'empty', values: empty },
  { name: 'filled', values: filled },
  { name: 'disabled', values: filled, isDisabled: true },
  { name: 'with an error', values: empty, error: 'Say what to do, in one sentence.' },
  { name: '64 characters and long names', values: long, label: longName, help: longName },
];

type FieldState = (typeof states)[number];

function EachField({ values: defaults, isDisabled = false, error, label: text, help }: FieldState) {
  const form = useSchemaForm(values, defaults);
  const { control, setError } = form;
  useEffect(() => {
    for (const name of error ? values.keyof().options : []) setError(name, { message: error ?? '' });
  }, [error, setError]);
  const field = (label: string) => ({
    control,
    label: text ? `${label}: ${text}` : label,
    isDisabled,
    help: help ?? 'Help is under the field.',
  });
  return (
    <div className="grid grid-cols-1 items-start gap-5 sm:grid-cols-2 xl:grid-cols-3">
      <TextField {...field('TextField')} name="text" placeholder="A name" optional />
      <TextField {...field('TextField, mono')} name="code" mono suffix="%" />
      <PhoneField {...field('PhoneField')} name="phone" />
      <NumberField {...field('NumberField')} name="count" suffix="times" />
      <MoneyField {...field('MoneyField')} name="amount" />
      <PasswordField {...field('PasswordField')} name="password" autoComplete="off" />
      <SelectField {...field('SelectField')} name="plan" options={plans} none="No plan" />
      <DateTimeField {...field('DateTimeField')} name="ends" boundary="end" optional />
      <DayField {...field('DayField')} name="day" optional />
      <NextIntlClientProvider locale="en-x-en-bs">
        <DateTimeField {...field('DateTimeField, Bikram Sambat')} name="ends" boundary="end" optional />
        <DayField {...field('DayField, Bikram Sambat')} name="day" optional />
      </NextIntlClientProvider>
      <TextareaField {...field('TextareaField')} name="note" optional />
      <RadioGroupField {...field('RadioGroupField')} name="duration" choices={durations} />
      <CheckboxGroupField {...field('CheckboxGroupField')} name="scopes" choices={scopes} />
      <GroupedCheckboxField
        {...field('GroupedCheckboxField')}
        name="scopes"
        groups={[{ label: longName, choices: scopes }]}
        chosenLabel={(chosen, of) => `${chosen} of ${of} chosen`}
      />
      <CheckboxField {...field('CheckboxField')} name="agreed" />
    </div>
  );
}

const found = [
  { id: 1, name: 'Premium' },
  { id: 2, name: longName },
  { id: 3, name: longCode },
];

function Pickers() {
  const [picked, setPicked] = useState<Picked[]>(found);
  const search = useCallback(nothing, []);
  const shared = { found: { text: '', entries: found }, onChange: setPicked, onSearch: search };
  return (
    <div className="grid grid-cols-1 items-start gap-5 sm:grid-cols-2">
      <SearchPicker label="SearchPicker" placeholder="Part of a name" help="Type a part." {...shared} picked={[]} />
      <SearchPicker label="SearchPicker, picked" {...shared} picked={picked} />
      <SearchPicker label="SearchPicker, one only" {...shared} picked={picked.slice(0, 1)} isSingle />
      <SearchPicker label="SearchPicker, nothing found" {...shared} picked={[]} found={{ text: '', entries: [] }} />
      <SearchPicker label="SearchPicker, loading" {...shared} picked={[]} found={undefined} />
      <SearchPicker label="SearchPicker, failed" {...shared} picked={[]} found={undefined} isFailed />
    </div>
  );
}

export function Fields() {
  const [search, setSearch] = useState(longCode);
  const daysChip = useDaysChip();
  const days = { from: '2026-01-01', to: '2026-12-31' };
  return (
    <Section id="fields" title="Fields">
      {states.map((state) => (
        <Specimen key={state.name} name={`Every field, ${state.name}`} isWide>
          <EachField {...state} />
        </Specimen>
      ))}
      <Specimen name="SearchPicker: nothing picked, picked, one only, nothing found, loading, failed" isWide>
        <Pickers />
      </Specimen>
      <Specimen name="SearchBox: empty, filled">
        <SearchBox value="" onChange={nothing} placeholder="Search coupons" />
        <SearchBox value={search} onChange={setSearch} placeholder="Search codes" />
      </Specimen>
      <Specimen name={`DaysFilter: ${daysChip(days, nowhere)[0]?.value}`}>
        <DaysFilter title="Show coupons by date" submitLabel="Show coupons" days={days} onChange={nothing} />
        <DaysFilter
          title="Show coupons by one of two dates"
          submitLabel="Show coupons"
          days={days}
          which={{
            label: 'Which date',
            value: 'created',
            choices: [
              { value: 'created', label: 'Created' },
              { value: 'ends', label: 'Ends' },
            ],
          }}
          problem={() => 'Choose days that are not over yet.'}
          onChange={nothing}
        />
      </Specimen>
      <Specimen name="FileDrop" isWide>
        <FileDrop
          label="Drop a CSV file here"
          chooseLabel="Choose a file"
          help="One code a line."
          accept={['.csv']}
          onFile={nothing}
        />
      </Specimen>
    </Section>
  );
}

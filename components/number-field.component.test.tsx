import { cleanup, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { FieldForm, save } from '@/test/components/field-form';
import { renderInApp } from '@/test/components/render-in-app';
import { MoneyField, NumberField, PercentField } from './number-field';

const fields = { money: MoneyField, number: NumberField, percent: PercentField };

/** The field in a form that accepts any number and none. */
function renderField(kind: keyof typeof fields, value: number | null = null) {
  const Field = fields[kind];
  const onSubmit = vi.fn();
  const { user } = renderInApp(
    <FieldForm schema={z.object({ value: z.number().nullable() })} values={{ value }} onSubmit={onSubmit}>
      {(control) => <Field control={control} name="value" label="Value" />}
    </FieldForm>,
  );
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Value' });
  return { user, field, onSubmit };
}

describe('a number as it is typed', () => {
  it.each([
    ['money', '2,000', 200_000],
    ['money', '12.5', 1_250],
    ['money', 'Rs 1,00,000.05', 10_000_005],
    ['money', '१२३', 12_300],
    ['number', '1,200', 1_200],
    ['number', '1 200', 1_200],
    ['number', '१०', 10],
    ['number', '-3', -3],
    ['percent', '12.5', 12.5],
    ['percent', '25 %', 25],
    ['percent', '', 0],
    ['money', '', null],
    ['number', '  ', null],
  ] as const)('%s "%s" is %s', async (kind, text, value) => {
    const { user, field, onSubmit } = renderField(kind, 7);
    await user.clear(field);
    if (text) await user.type(field, text);
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value });
  });

  it.each([
    ['money', 'two thousand', 'Enter an amount in rupees, such as 2,000 or 2,000.50.'],
    ['money', '1.005', 'Enter an amount in rupees, such as 2,000 or 2,000.50.'],
    ['number', '1.5', 'Enter a whole number, in digits only.'],
    ['number', '99999999999999999', 'Enter a whole number, in digits only.'],
    ['percent', '12.345', 'Enter a percentage, such as 25 or 12.5.'],
  ] as const)('%s "%s" is refused with what to type, and stays to be corrected', async (kind, text, message) => {
    const { user, field, onSubmit } = renderField(kind);
    await user.type(field, text);
    await save(user);
    expect(onSubmit).not.toHaveBeenCalled();
    expect(await screen.findByText(message)).toBeTruthy();
    expect(field.value).toBe(text);
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });
});

it('writes what it has read once the field is left, not while it is typed in', async () => {
  const { user, field } = renderField('money');
  await user.type(field, '2000.5');
  expect(field.value).toBe('2000.5');
  await user.tab();
  expect(field.value).toBe('2,000.50');
});

it('shows what the form began with, and 0 percent as an empty field', () => {
  expect(renderField('money', 200_050).field.value).toBe('2,000.50');
  cleanup();
  expect(renderField('percent', 0).field.value).toBe('');
});

import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { FieldForm, save } from '@/test/components/field-form';
import { renderInApp } from '@/test/components/render-in-app';
import { SelectField } from './select-field';

const options = [
  { value: 1, label: 'Circle' },
  { value: 2, label: 'Dish', help: 'Since May.' },
  { value: 3, label: 'Worldlink', isDisabled: true },
];

function renderSelect(value: number | null, none?: string) {
  const onSubmit = vi.fn();
  const number = z.number('Choose one.');
  const schema = z.object({ value: none ? number.nullable() : number.nullable().refine(Boolean, 'Choose one.') });
  const { user } = renderInApp(
    <FieldForm schema={schema} values={{ value }} onSubmit={onSubmit}>
      {(control) => (
        <SelectField control={control} name="value" label="Integrator" options={options} {...(none ? { none } : {})} />
      )}
    </FieldForm>,
  );
  const trigger = screen.getByRole('button', { name: /Integrator/ });
  const choose = async (name: string) => {
    await user.click(trigger);
    await user.click(await screen.findByRole('option', { name: new RegExp(`^${name}`) }));
  };
  return { user, trigger, choose, onSubmit };
}

it('gives the value of what was chosen, a number as a number', async () => {
  const { user, trigger, choose, onSubmit } = renderSelect(null);
  await choose('Dish');
  await waitFor(() => expect(trigger.textContent).toContain('Dish'));
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: 2 });
});

it('shows what the form began with, and marks it in the list', async () => {
  const { user, trigger } = renderSelect(1);
  expect(trigger.textContent).toContain('Circle');
  await user.click(trigger);
  const chosen = await screen.findByRole('option', { name: 'Circle' });
  expect(chosen.getAttribute('aria-selected')).toBe('true');
  expect(screen.getByRole('option', { name: 'Worldlink' }).getAttribute('aria-disabled')).toBe('true');
});

it('has none as its first option where that can be chosen', async () => {
  const { user, trigger, choose, onSubmit } = renderSelect(2, 'Everyone');
  await choose('Everyone');
  await waitFor(() => expect(trigger.textContent).toContain('Everyone'));
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: null });
});

it('asks for a choice, and is moved to', async () => {
  const { user, trigger, onSubmit } = renderSelect(null);
  await save(user);
  expect(await screen.findByText('Choose one.')).toBeTruthy();
  expect(document.activeElement).toBe(trigger);
  expect(onSubmit).not.toHaveBeenCalled();
});

it('is chosen from by keys alone', async () => {
  const { user, trigger, onSubmit } = renderSelect(1);
  trigger.focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: 'Circle' });
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(trigger.textContent).toContain('Dish'));
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: 2 });
});

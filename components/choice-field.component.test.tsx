import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { FieldForm, save } from '@/test/components/field-form';
import { renderInApp } from '@/test/components/render-in-app';
import { CheckboxField, CheckboxGroupField, RadioGroupField } from './choice-field';

const channels = [
  { value: 'sms', label: 'SMS' },
  { value: 'email', label: 'Email', help: 'To the address of the customer.' },
  { value: 'post', label: 'Post', isDisabled: true },
];

describe('a checkbox', () => {
  function renderCheckbox(value: boolean, isDisabled = false) {
    const onSubmit = vi.fn();
    const schema = z.object({ value: z.boolean().refine((on) => on, 'Agree to go on.') });
    const { user } = renderInApp(
      <FieldForm schema={schema} values={{ value }} onSubmit={onSubmit}>
        {(control) => (
          <CheckboxField control={control} name="value" label="I agree" help="Once a year." isDisabled={isDisabled} />
        )}
      </FieldForm>,
    );
    return { user, box: screen.getByRole<HTMLInputElement>('checkbox', { name: /^I agree/ }), onSubmit };
  }

  it('is sent as it was pressed', async () => {
    const { user, box, onSubmit } = renderCheckbox(false);
    await user.click(box);
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: true });
  });

  it('says what is wrong in place of its help, and is moved to', async () => {
    const { user, box, onSubmit } = renderCheckbox(true);
    expect(screen.getByText('Once a year.')).toBeTruthy();
    await user.click(box);
    await save(user);
    expect(await screen.findByText('Agree to go on.')).toBeTruthy();
    expect(screen.queryByText('Once a year.')).toBeNull();
    expect(document.activeElement).toBe(box);
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('stays as it is while it is disabled', async () => {
    const { user, box } = renderCheckbox(true, true);
    await user.click(box);
    expect(box.checked).toBe(true);
  });
});

describe('a choice of one', () => {
  function renderRadios(value: string | null) {
    const onSubmit = vi.fn();
    const schema = z.object({ value: z.string('Choose one.').nullable().refine(Boolean, 'Choose one.') });
    const { user } = renderInApp(
      <FieldForm schema={schema} values={{ value }} onSubmit={onSubmit}>
        {(control) => <RadioGroupField control={control} name="value" label="Channel" choices={channels} />}
      </FieldForm>,
    );
    const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name: new RegExp(`^${name}`) });
    return { user, radio, onSubmit };
  }

  it('begins with none where none is chosen, and asks for one', async () => {
    const { user, radio, onSubmit } = renderRadios(null);
    expect(screen.getAllByRole<HTMLInputElement>('radio').some(({ checked }) => checked)).toBe(false);
    await save(user);
    expect(await screen.findByText('Choose one.')).toBeTruthy();
    expect(onSubmit).not.toHaveBeenCalled();
    await user.click(radio('Email'));
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: 'email' });
  });

  it('is changed by the arrow keys, past what cannot be chosen', async () => {
    const { user, radio, onSubmit } = renderRadios('sms');
    await user.click(radio('SMS'));
    await user.keyboard('{ArrowDown}');
    expect(radio('Email').checked).toBe(true);
    await user.keyboard('{ArrowDown}');
    expect(radio('SMS').checked).toBe(true);
    await user.click(radio('Post'));
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: 'sms' });
  });
});

describe('a choice of several', () => {
  function renderGroup(value: string[]) {
    const onSubmit = vi.fn();
    const schema = z.object({ value: z.array(z.string()).min(1, 'Choose at least one.') });
    const { user } = renderInApp(
      <FieldForm schema={schema} values={{ value }} onSubmit={onSubmit}>
        {(control) => <CheckboxGroupField control={control} name="value" label="Channels" choices={channels} />}
      </FieldForm>,
    );
    const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: new RegExp(`^${name}`) });
    return { user, box, onSubmit };
  }

  it('is a list in the order of the choices, in whichever order they were pressed', async () => {
    const { user, box, onSubmit } = renderGroup([]);
    await user.click(box('Email'));
    await user.click(box('SMS'));
    await user.click(box('Post'));
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: ['sms', 'email'] });
  });

  it('says what is wrong with the whole group', async () => {
    const { user, box, onSubmit } = renderGroup(['sms']);
    await user.click(box('SMS'));
    await save(user);
    const note = await screen.findByText('Choose at least one.');
    expect(screen.getByRole('group', { name: 'Channels' }).getAttribute('aria-describedby')).toBe(note.id);
    expect(onSubmit).not.toHaveBeenCalled();
  });
});

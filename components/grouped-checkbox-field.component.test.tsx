import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { FieldForm, save } from '@/test/components/field-form';
import { renderInApp } from '@/test/components/render-in-app';
import { GroupedCheckboxField } from './grouped-checkbox-field';

const groups = [
  { label: 'Sales', choices: ['sold', 'failed', 'voided'].map((value) => ({ value, label: value })) },
  { label: 'Codes', choices: ['low', 'issued'].map((value) => ({ value, label: value })) },
];

function renderGroups(value: string[]) {
  const onSubmit = vi.fn();
  const schema = z.object({ value: z.array(z.string()).min(1, 'Choose at least one.') });
  const { user } = renderInApp(
    <FieldForm schema={schema} values={{ value }} onSubmit={onSubmit}>
      {(control) => (
        <GroupedCheckboxField
          control={control}
          name="value"
          label="Events"
          groups={groups}
          chosenLabel={(chosen, of) => `${chosen} of ${of}`}
        />
      )}
    </FieldForm>,
  );
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name, hidden: true });
  return { user, box, onSubmit };
}

it('chooses all of a group, or none, with one press, and says how many are chosen', async () => {
  const { user, box, onSubmit } = renderGroups(['failed', 'low']);
  expect(box('Sales').indeterminate).toBe(true);
  expect(screen.getByText('1 of 3')).toBeTruthy();
  await user.click(box('Sales'));
  await user.click(box('Codes'));
  await user.click(box('Codes'));
  expect(screen.getByText('3 of 3')).toBeTruthy();
  expect(screen.getByText('0 of 2')).toBeTruthy();
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: ['sold', 'failed', 'voided'] });
});

it('chooses one of a group, and says where none is', async () => {
  const { user, box, onSubmit } = renderGroups(['issued']);
  await user.click(box('issued'));
  await save(user);
  expect(await screen.findByText('Choose at least one.')).toBeTruthy();
  await user.click(box('voided'));
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ value: ['voided'] });
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { TextField } from '@/components/text-field';
import common from '@/messages/en/common.json';
import { renderInApp } from '@/test/components/render-in-app';
import { SettingsFields } from './settings-fields';

const schema = z.object({ first: z.string(), second: z.string() });

it('sends what the person changed alone, so that what somebody else changed meanwhile stays', async () => {
  const change = vi.fn(async (values: Partial<z.output<typeof schema>>) => ({
    ok: true as const,
    value: { first: 'one', second: 'changed elsewhere', ...values },
  }));
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common }}>
        <SettingsFields
          loadSchema={async () => schema}
          settings={{ first: 'one', second: 'two' }}
          change={change}
          save="Save"
          saved="Saved"
          canChange
        >
          {(field) => (
            <>
              <TextField {...field} name="first" label="First" />
              <TextField {...field} name="second" label="Second" />
            </>
          )}
        </SettingsFields>
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  await user.type(screen.getByLabelText('First'), '!');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved');
  expect(change).toHaveBeenLastCalledWith({ first: 'one!' });
  expect(screen.getByLabelText<HTMLInputElement>('Second').value).toBe('changed elsewhere');
  await user.type(screen.getByLabelText('First'), '?');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(change).toHaveBeenLastCalledWith({ first: 'one!?' }));
});

import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { renderInApp } from '@/test/components/render-in-app';
import { Button } from './button';
import { useSchemaForm } from './form';
import { FormDialog } from './form-dialog';
import { TextField } from './text-field';

const schema = z.object({ name: z.string().min(2, 'Give a name.'), reason: z.string() });
type Values = z.infer<typeof schema>;
type Answer = { ok: true; value: number } | { ok: false; message: string; fields: Record<string, string[]> };

const onSubmit = vi.fn<(values: Values) => Promise<Answer | null | undefined>>();
const onDone = vi.fn<(value: number, values: Values) => void>();

function Renaming({ onClose, isDisabled = false }: { onClose: () => void; isDisabled?: boolean }) {
  const form = useSchemaForm(schema, { name: '', reason: '' });
  return (
    <FormDialog
      title="Rename the group"
      form={form}
      submitLabel="Rename"
      isDisabled={isDisabled}
      onSubmit={onSubmit}
      onDone={onDone}
      onClose={onClose}
      lost="Look at the group first."
    >
      <TextField control={form.control} name="name" label="Name" autoFocus />
      <TextField control={form.control} name="reason" label="Reason" />
    </FormDialog>
  );
}

function Opened({ isDisabled = false }: { isDisabled?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Open</Button>
      {isOpen && <Renaming onClose={() => setOpen(false)} isDisabled={isDisabled} />}
    </>
  );
}

async function open(isDisabled = false) {
  const { user } = renderInApp(<Opened isDisabled={isDisabled} />);
  const opener = screen.getByRole('button', { name: 'Open' });
  await user.click(opener);
  await screen.findByRole('dialog', { name: 'Rename the group' });
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: /^Name/ });
  const button = screen.getByRole('button', { name: 'Rename' });
  return { user, opener, name, submit: () => user.click(button) };
}

const expectClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

beforeEach(() => {
  onSubmit.mockReset().mockResolvedValue({ ok: true, value: 7 });
  onDone.mockReset();
});

describe('a form in a dialog', () => {
  it('begins in its first field, and closes with what came of it', async () => {
    const { user, name, opener } = await open();
    await waitFor(() => expect(document.activeElement).toBe(name));
    await user.keyboard('Premium{Enter}');
    await expectClosed();
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ name: 'Premium', reason: '' });
    expect(onDone).toHaveBeenCalledExactlyOnceWith(7, { name: 'Premium', reason: '' });
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('is not sent by Cancel or Escape', async () => {
    const { user, opener, name } = await open();
    await user.type(name, 'Premium');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await expectClosed();
    await user.click(opener);
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await expectClosed();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('is not sent while it is wrong', async () => {
    const { submit } = await open();
    await submit();
    expect(await screen.findByText('Give a name.')).toBeTruthy();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('is not sent while its button is disabled', async () => {
    const { user, name, submit } = await open(true);
    await user.type(name, 'Premium{Enter}');
    await submit();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('is sent once, and cannot be cancelled meanwhile', async () => {
    const answer = Promise.withResolvers<Answer>();
    onSubmit.mockReturnValue(answer.promise);
    const { user, name, submit } = await open();
    await user.type(name, 'Premium');
    await submit();
    await submit();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('dialog')).toBeTruthy();
    expect(onSubmit).toHaveBeenCalledTimes(1);
    answer.resolve({ ok: true, value: 7 });
    await expectClosed();
  });

  it('puts a refusal on its field, and stays open', async () => {
    onSubmit.mockResolvedValue({ ok: false, message: 'Not saved.', fields: { name: ['Another group has it.'] } });
    const { user, name, submit } = await open();
    await user.type(name, 'Premium');
    await submit();
    expect(await screen.findByText('Another group has it.')).toBeTruthy();
    expect(document.activeElement).toBe(name);
    expect(onDone).not.toHaveBeenCalled();
  });

  it.each([
    [
      'refused',
      async (): Promise<Answer> => ({ ok: false, message: 'It is archived.', fields: {} }),
      'It is archived.',
    ],
    ['not answered', () => Promise.reject(new TypeError('fetch failed')), 'Look at the group first.'],
    ['not answered, as its sender found', async () => null, 'Look at the group first.'],
  ])('says above its fields that it was %s', async (_, answer, text) => {
    onSubmit.mockImplementation(answer);
    const { user, name, submit } = await open();
    await user.type(name, 'Premium');
    await submit();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(text);
    expect(document.activeElement).toBe(alert);
    expect(name.value).toBe('Premium');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('stays open for another step', async () => {
    onSubmit.mockResolvedValueOnce(undefined);
    const { user, name, submit } = await open();
    await user.type(name, 'Premium');
    await submit();
    expect(onDone).not.toHaveBeenCalled();
    await submit();
    await expectClosed();
    expect(onDone).toHaveBeenCalledTimes(1);
  });
});

import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { useRef } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { renderInApp } from '@/test/components/render-in-app';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from './form';
import { NumberField } from './number-field';
import { PasswordField } from './password-field';
import { TextField } from './text-field';

const schema = z.object({ name: z.string().min(2, 'Give a name.'), password: z.string() });
type Values = z.infer<typeof schema>;
type Refusal = { message: string; fields: Record<string, string[]> };

const onSubmit = vi.fn<(values: Values) => Promise<Refusal | undefined>>();

type MemberProps = { guard?: boolean; checked?: () => Promise<typeof schema> };

function Member({ guard = false, checked }: MemberProps) {
  const form = useSchemaForm(checked ?? schema, { name: '', password: '' });
  const sent = useRef(0);
  const send = async (values: Values) => {
    sent.current += 1;
    const refusal = await onSubmit(values);
    if (refusal) showServerErrors(form, refusal);
  };
  return (
    <>
      <a href="/team?page=2">Elsewhere</a>
      <Form form={form} onSubmit={send} guard={guard}>
        <TextField control={form.control} name="name" label="Name" />
        <PasswordField control={form.control} name="password" label="Password" autoComplete="off" optional />
        <SubmitBar label="Add member" />
      </Form>
    </>
  );
}

function renderForm(guard = false) {
  const { user, push } = renderInApp(<Member guard={guard} />);
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
  const button = screen.getByRole('button', { name: 'Add member' });
  return { user, push, name, button, submit: () => user.click(button) };
}

function Counted() {
  const form = useSchemaForm(z.object({ count: z.number().positive() }), { count: 0 });
  return (
    <Form form={form} onSubmit={async () => undefined}>
      <NumberField control={form.control} name="count" label="Count" />
      <SubmitBar label="Save count" />
    </Form>
  );
}

beforeEach(() => {
  onSubmit.mockReset().mockResolvedValue(undefined);
});

describe('a form', () => {
  it("refuses in our words what its schema has none for, never in a validator's", async () => {
    const { user } = renderInApp(<Counted />);
    await user.click(screen.getByRole('button', { name: 'Save count' }));
    expect(await screen.findByText('must be above 0')).toBeDefined();
  });

  it('shows what is wrong with a field that is left by a press once that press is handled', async () => {
    const { user, name, button } = renderForm();
    await user.type(name, 'A');
    await user.pointer({ keys: '[MouseLeft>]', target: button });
    // Checked by now: its error would move the button.
    await act(async () => {});
    expect(screen.queryByText('Give a name.')).toBeNull();
    await user.pointer({ keys: '[/MouseLeft]', target: button });
    expect(await screen.findByText('Give a name.')).toBeDefined();
  });

  it('is checked by a schema that is loaded meanwhile, and sent as it is where that fails', async () => {
    const loading = Promise.withResolvers<typeof schema>();
    const { user } = renderInApp(<Member checked={() => loading.promise} />);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'A');
    await user.click(screen.getByRole('button', { name: 'Add member' }));
    expect(onSubmit).not.toHaveBeenCalled();
    loading.resolve(schema);
    expect(await screen.findByText('Give a name.')).toBeDefined();
    expect(onSubmit).not.toHaveBeenCalled();
    cleanup();

    const { user: again } = renderInApp(<Member checked={() => Promise.reject(new Error('not loaded'))} />);
    await again.type(screen.getByRole('textbox', { name: 'Name' }), 'A');
    await again.click(screen.getByRole('button', { name: 'Add member' }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ name: 'A', password: '' }));
  });

  it('shows at its fields what the server refuses where what checks it could not be loaded', async () => {
    onSubmit.mockResolvedValue({ message: 'Not saved.', fields: { name: ['Give a name.'] } });
    const { user } = renderInApp(<Member checked={() => Promise.reject(new Error('not loaded'))} />);
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.type(name, 'A{Enter}');
    expect(await screen.findByText('Give a name.')).toBeDefined();
    expect(document.activeElement).toBe(name);
    expect(name.getAttribute('aria-invalid')).toBe('true');
  });

  it('is checked before it is sent, and moves to what is wrong', async () => {
    const { user, name, submit } = renderForm();
    await submit();
    expect(await screen.findByText('Give a name.')).toBeTruthy();
    expect(document.activeElement).toBe(name);
    expect(onSubmit).not.toHaveBeenCalled();
    // From here on while it is typed.
    await user.type(name, 'Asha');
    await waitFor(() => expect(screen.queryByText('Give a name.')).toBeNull());
    await submit();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ name: 'Asha', password: '' }));
  });

  it('is sent by Enter', async () => {
    const { user, name } = renderForm();
    await user.type(name, 'Asha{Enter}');
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
  });

  it('is sent once, however often it is pressed', async () => {
    const answer = Promise.withResolvers<undefined>();
    onSubmit.mockReturnValue(answer.promise);
    const { user, name, button, submit } = renderForm();
    await user.type(name, 'Asha');
    await submit();
    await submit();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
    answer.resolve(undefined);
    await waitFor(() => expect(button.dataset.pending).toBeUndefined());
  });

  it('puts a refusal on its field and moves there', async () => {
    onSubmit.mockResolvedValue({ message: 'Not saved.', fields: { name: ['Somebody has that name.'] } });
    const { user, name, submit } = renderForm();
    await user.type(name, 'Asha');
    await submit();
    expect(await screen.findByText('Somebody has that name.')).toBeTruthy();
    expect(document.activeElement).toBe(name);
    expect(name.value).toBe('Asha');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows a refusal of no field, or of one that it has not, above all and moves there', async () => {
    onSubmit.mockResolvedValue({ message: 'Not saved.', fields: { role: ['The last admin stays.'] } });
    const { user, name, submit } = renderForm();
    await user.type(name, 'Asha');
    await submit();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('The last admin stays.');
    expect(document.activeElement).toBe(alert);
  });
});

describe('what was typed and not sent', () => {
  it('is not left by a link before a question is answered', async () => {
    const { user, push, name } = renderForm(true);
    await user.type(name, 'Asha');
    await user.click(screen.getByRole('link', { name: 'Elsewhere' }));
    await screen.findByRole('dialog', { name: 'Leave without saving?' });
    expect(push).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Stay' }));
    expect(push).not.toHaveBeenCalled();
    expect(name.value).toBe('Asha');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    await user.click(screen.getByRole('link', { name: 'Elsewhere' }));
    await user.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(push).toHaveBeenCalledExactlyOnceWith('/team?page=2');
  });

  it('makes the browser ask, too', async () => {
    const { user, name } = renderForm(true);
    const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).toBe(true);
    await user.type(name, 'Asha');
    expect(leave()).toBe(false);
    await user.clear(name);
    expect(leave()).toBe(true);
  });
});

it('shows a password while its typist wants to see it', async () => {
  const { user } = renderForm();
  const password = screen.getByLabelText<HTMLInputElement>(/^Password/);
  await user.type(password, 'correct horse');
  expect(password.type).toBe('password');
  await user.click(screen.getByRole('button', { name: 'Show the password' }));
  expect([password.type, password.value]).toEqual(['text', 'correct horse']);
  await user.click(screen.getByRole('button', { name: 'Hide the password' }));
  expect(password.type).toBe('password');
});

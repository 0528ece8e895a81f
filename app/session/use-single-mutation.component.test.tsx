import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { useSingleMutation } from './use-single-mutation';

const send = vi.fn<(of: string) => Promise<string>>();

function Sender() {
  const { mutate, data } = useSingleMutation({ mutationFn: send });
  return (
    <button type="button" onClick={() => mutate('once')}>
      {data ?? 'Send'}
    </button>
  );
}

it('is sent once by a double click, and once more after its answer', async () => {
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  for (const { promise } of answers) send.mockReturnValueOnce(promise);
  renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <Sender />
    </QueryClientProvider>,
  );
  const button = screen.getByRole('button');
  fireEvent.click(button);
  fireEvent.click(button);
  answers[0]?.resolve('Sent');
  expect(await screen.findByText('Sent')).toBeTruthy();
  expect(send).toHaveBeenCalledOnce();
  fireEvent.click(button);
  answers[1]?.reject(new Error('Not taken'));
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
});

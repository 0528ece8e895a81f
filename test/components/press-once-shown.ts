import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

/** Presses what answers a question, once that was shown for a moment. */
export async function pressOnceShown(user: UserEvent, name: string | RegExp): Promise<void> {
  const isHeld = () => screen.getByRole('button', { name }).getAttribute('aria-disabled');
  await waitFor(() => expect(isHeld()).toBeNull(), { timeout: 5_000 });
  await user.click(screen.getByRole('button', { name }));
}

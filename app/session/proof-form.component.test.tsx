import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import common from '@/messages/en/common.json';
import factors from '@/messages/en/factors.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ProofForm } from './proof-form';
import { answerProofRequests, type ProofReason, withProof } from './with-proof';

// With a factory: without one the modules of the server are loaded.
vi.mock('./proof-actions', () => ({}));

const has = { totp: true, passkey: true, recovery: true, providers: [{ name: 'office', label: 'Office' }] };

function open(reason: ProofReason, ways = has) {
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, factors }}>
      <ProofForm factors={ways} reason={reason} onProven={() => {}} onClose={() => {}} />
    </NextIntlClientProvider>,
  );
}

it('offers neither the password nor a provider where a second factor has to be shown', () => {
  open('needs_factor_proof');
  expect(screen.getByText(/a password alone is not enough/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Use your passkey' })).toBeTruthy();
  expect(screen.getByLabelText('Code of the app')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Use a recovery code' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Use your password' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Confirm with Office' })).toBeNull();
});

it('has a passkey alone for somebody who has nothing else', () => {
  open('needs_factor_proof', { totp: false, passkey: true, recovery: false, providers: [] });
  expect(screen.getByRole('button', { name: 'Use your passkey' })).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('asks anyone who was away, and again for the factor that their password is not', async () => {
  const asked: ProofReason[] = [];
  const stop = answerProofRequests(async (reason) => asked.push(reason) > 0);
  const refusal = (code: string) => ({
    ...{ ok: false as const, message: code, fields: {}, details: {}, requestId: 'request-0001' },
    code,
  });
  const run = vi.fn();
  run.mockResolvedValueOnce(refusal('was_away')).mockResolvedValueOnce(refusal('needs_factor_proof'));
  run.mockResolvedValue({ ok: true, value: 'done' });
  expect(await withProof(run)).toEqual({ ok: true, value: 'done' });
  expect(asked).toEqual(['was_away', 'needs_factor_proof']);
  run.mockReset().mockResolvedValue(refusal('needs_factor_proof'));
  expect(await withProof(run)).toMatchObject({ code: 'needs_factor_proof' });
  expect(run).toHaveBeenCalledTimes(3);
  stop();
});

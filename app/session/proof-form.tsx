'use client';

import { KeyRound, LogIn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { Button, buttonStyle } from '@/components/button';
import { useSchemaForm } from '@/components/form';
import { FormAlert } from '@/components/form-alert';
import { DialogForm } from '@/components/form-dialog';
import { PasswordField } from '@/components/password-field';
import { TextField } from '@/components/text-field';
import { routes } from '@/lib/core/routes';
import type { ProofWays } from '@/lib/domain/access/factors/prove';
import { askToProveAction, proveByCodeAction, proveByPasskeyAction, proveByPasswordAction } from './proof-actions';
import { refusalText } from './refusal-text';
import { signWithPasskey } from './sign-with-passkey';
import type { ProofReason } from './with-proof';

type Way = 'password' | 'totp' | 'recovery_code';

type ProofFormProps = { factors: ProofWays; reason: ProofReason; onProven: () => void; onClose: () => void };

/** What a person shows who they are with. */
export function ProofForm({ factors, reason, onProven, onClose }: ProofFormProps) {
  const t = useTranslations('factors.proof');
  const ways = waysOf(factors, reason);
  const [way, setWay] = useState(ways[0]);
  const [refusal, setRefusal] = useState<string>();
  const [isAsking, setAsking] = useState(false);

  const usePasskey = async () => {
    setAsking(true);
    setRefusal(undefined);
    setRefusal(await proveWithPasskey(onProven, t('passkeyFailed')));
    setAsking(false);
  };

  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-pretty">{t(texts[reason])}</p>
      <FormAlert message={refusal} />
      {factors.passkey && (
        <Button icon={<KeyRound />} onPress={usePasskey} isPending={isAsking}>
          {t('usePasskey')}
        </Button>
      )}
      {reason !== 'needs_factor_proof' && factors.providers.length > 0 && (
        <ProviderLinks providers={factors.providers} />
      )}
      {way && <SecretForm key={way} way={way} onProven={onProven} onCancel={onClose} />}
      <div className="flex flex-wrap gap-2 border-t border-separator pt-3 empty:hidden">
        {ways
          .filter((one) => one !== way)
          .map((one) => (
            <Button key={one} look="quiet" size="sm" onPress={() => setWay(one)}>
              {t(`use.${one}`)}
            </Button>
          ))}
      </div>
    </div>
  );
}

const texts = { needs_proof: 'text', needs_factor_proof: 'factorText', was_away: 'awayText' } as const;

/** What is typed, the one that is shown first in front. */
function waysOf({ totp, recovery }: ProofWays, reason: ProofReason): Way[] {
  return [
    ...(totp ? (['totp'] as const) : []),
    ...(reason === 'needs_factor_proof' ? [] : (['password'] as const)),
    ...(recovery ? (['recovery_code'] as const) : []),
  ];
}

/** Shown on a press alone, so that the page's address is known. */
function ProviderLinks({ providers }: Pick<ProofWays, 'providers'>) {
  const t = useTranslations('factors.proof');
  const returnTo = window.location.pathname + window.location.search;
  return (
    <div className="flex flex-col gap-2">
      {providers.map(({ name, label }) => (
        <a key={name} href={routes.proveAt(name, returnTo)} className={buttonStyle({})}>
          <LogIn aria-hidden />
          {t('useProvider', { provider: label })}
        </a>
      ))}
      <p className="text-13 text-muted text-pretty">{t('providerText')}</p>
    </div>
  );
}

/** @returns why it did not work, in words */
async function proveWithPasskey(onProven: () => void, failed: string): Promise<string | undefined> {
  try {
    const asked = await askToProveAction({});
    if (!asked.ok) return refusalText(asked);
    const answer = await signWithPasskey(asked.value);
    if (!answer) return failed;
    const proven = await proveByPasskeyAction({ answer });
    if (!proven.ok) return refusalText(proven);
    onProven();
    return undefined;
  } catch {
    return failed;
  }
}

// An empty one is refused when it is sent. Said when the field is left, it would move the buttons below from under a press.
const secretForm = z.object({ password: z.string(), code: z.string() });

type SecretFormProps = { way: Way; onProven: () => void; onCancel: () => void };

function SecretForm({ way, onProven, onCancel }: SecretFormProps) {
  const t = useTranslations('factors.proof');
  const form = useSchemaForm(secretForm, { password: '', code: '' });
  return (
    <DialogForm
      form={form}
      submitLabel={t('submit')}
      onCancel={onCancel}
      onSubmit={({ password, code }) =>
        way === 'password' ? proveByPasswordAction({ password }) : proveByCodeAction({ way, code })
      }
      onDone={onProven}
    >
      {way === 'password' ? (
        <PasswordField
          control={form.control}
          name="password"
          label={t('label.password')}
          autoComplete="current-password"
        />
      ) : (
        <TextField
          control={form.control}
          name="code"
          label={t(`label.${way}`)}
          autoComplete={way === 'totp' ? 'one-time-code' : 'off'}
          inputMode={way === 'totp' ? 'numeric' : 'text'}
          maxLength={60}
          mono
          autoFocus
        />
      )}
    </DialogForm>
  );
}

'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/button';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { TextField } from '@/components/text-field';
import { enter, enterWithPasskey } from './enter';
import { type ProviderLink, ProviderLinks } from './provider-links';
import { RefusalAlert } from './refusal-alert';
import { useEntering } from './use-entering';

type SignInFormProps = {
  /** A page of the desk, already checked. */
  returnTo: string;
  /** An earlier attempt came back without saying why. */
  hasFailed: boolean;
  /** Why a provider's word was not enough, in words. */
  refusedByProvider: string | null;
  /** Where one can sign in instead. */
  providers: ProviderLink[];
  /** Browsers take passkeys at this address. */
  takesPasskeys: boolean;
};

export function SignInForm(props: SignInFormProps) {
  const { returnTo, refusedByProvider, providers, takesPasskeys } = props;
  const t = useTranslations('auth');
  const { refusal, attempts, isNavigating, follow } = useEntering(returnTo, refusedBefore(props));
  const [tried, setTried] = useState<'password' | 'passkey' | null>(null);
  const [isAsking, setAsking] = useState(false);
  const schema = z.object({
    email: z.string().trim().min(1, t('required.email')),
    password: z.string().min(1, t('required.password')),
  });
  const form = useSchemaForm(schema, { email: '', password: '' });

  const enterByPassword = async (values: z.output<typeof schema>) => {
    setTried('password');
    if (await follow(enter('credentials', values))) form.setFocus('password', { shouldSelect: true });
  };
  const enterByPasskey = async () => {
    setTried('passkey');
    setAsking(true);
    await follow(enterWithPasskey(false));
    setAsking(false);
  };

  return (
    <Form form={form} onSubmit={enterByPassword} guard={false} className="flex flex-col gap-5">
      {refusal && (
        <RefusalAlert
          key={attempts}
          refusal={refusal}
          refused={(tried === null && refusedByProvider) || t(tried === 'passkey' ? 'passkeyRefused' : 'refused')}
        />
      )}
      {/* Above the fields: below them it would move, and lose its press, when the field that is left says that it is empty. */}
      {(takesPasskeys || providers.length > 0) && (
        <div className="flex flex-col gap-2 border-b border-separator pb-5">
          <ProviderLinks providers={providers} returnTo={returnTo} />
          {takesPasskeys && (
            <Button icon={<KeyRound />} onPress={enterByPasskey} isPending={isAsking} className="w-full">
              {t('withPasskey')}
            </Button>
          )}
        </div>
      )}
      <TextField
        control={form.control}
        name="email"
        label={t('email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoFocus
      />
      <PasswordField control={form.control} name="password" label={t('password')} autoComplete="current-password" />
      <SubmitBar label={t('submit')} isPending={isNavigating} />
    </Form>
  );
}

function refusedBefore({ hasFailed, refusedByProvider }: SignInFormProps) {
  if (refusedByProvider !== null) return 'refused';
  return hasFailed ? 'failed' : null;
}

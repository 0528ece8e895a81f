'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/button';
import { Form, SubmitBar } from '@/components/form';
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

/** Both are asked for, and no more: a schema would be another 25 KB of scripts on the first page that anybody sees. */
type Credentials = { email: string; password: string };

export function SignInForm(props: SignInFormProps) {
  const { returnTo, refusedByProvider, providers, takesPasskeys } = props;
  const t = useTranslations('auth');
  const { refusal, attempts, isNavigating, follow } = useEntering(returnTo, refusedBefore(props));
  const [tried, setTried] = useState<'password' | 'passkey' | null>(null);
  const [isAsking, setAsking] = useState(false);
  const form = useForm<Credentials>({
    resolver: ({ email, password }) => {
      const values = { email: email.trim(), password };
      const errors = {
        ...(values.email === '' ? { email: { type: 'required', message: t('required.email') } } : {}),
        ...(password === '' ? { password: { type: 'required', message: t('required.password') } } : {}),
      };
      return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
    },
    defaultValues: { email: '', password: '' },
    mode: 'onTouched',
  });

  const enterByPassword = async (values: Credentials) => {
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

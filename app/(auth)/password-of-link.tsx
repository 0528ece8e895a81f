'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { ActionFailure } from '@/app/session/action';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { SkeletonBar, SkeletonGroup } from '@/components/skeleton';
import { routes } from '@/lib/core/routes';
import type { LinkOwner } from '@/lib/domain/access/team/link-owner';
import { acceptInvitationAction, choosePasswordAction, readInvitationAction, readPasswordLinkAction } from './actions';
import { AuthLink } from './auth-link';

const loadSchema = () => import('@/lib/domain/access/team/schemas').then((module) => module.choosePasswordInput);

type Kind = 'invitation' | 'password';

const read = { invitation: readInvitationAction, password: readPasswordLinkAction };
const choose = { invitation: acceptInvitationAction, password: choosePasswordAction };

function onHashChange(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/**
 * The token is after the address's `#`: only the browser knows it. Another link that is opened in the same tab changes
 * nothing else of the address, and loads no page.
 */
function useTokenOfAddress(): string | null {
  return useSyncExternalStore(
    onHashChange,
    () => window.location.hash.slice(1),
    () => null,
  );
}

/** Asks whose link it is, and then for their new password. */
export function PasswordOfLink({ kind }: { kind: Kind }) {
  const t = useTranslations('auth.choose');
  const token = useTokenOfAddress();
  const { data, isError, refetch } = useQuery({
    queryKey: ['link', kind, token],
    queryFn: () => read[kind]({ token: token ?? '' }),
    enabled: token !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (isError) {
    return (
      <Ended text={t('failed')}>
        <Button onPress={() => void refetch()}>{t('again')}</Button>
      </Ended>
    );
  }
  if (!data || token === null) return <LinkSkeleton />;
  if (!data.ok) return <Refused kind={kind} failure={data} onRetry={() => void refetch()} />;
  return <ChooseForm key={token} kind={kind} token={token} owner={data.value} />;
}

function Refused({ kind, failure, onRetry }: { kind: Kind; failure: ActionFailure; onRetry: () => void }) {
  const t = useTranslations('auth.choose');
  const isEnded = failure.code === 'link_ended' || failure.code === 'invalid';
  if (!isEnded) {
    return (
      <Ended text={refusalText(failure)}>
        <Button onPress={onRetry}>{t('again')}</Button>
      </Ended>
    );
  }
  return (
    <Ended title={t('ended.title')} text={t(`ended.${kind}`)}>
      {kind === 'password' && <AuthLink href={routes.forgotPassword()}>{t('ended.another')}</AuthLink>}
      <AuthLink href={routes.signIn()}>{t('ended.signIn')}</AuthLink>
    </Ended>
  );
}

function Ended({ title, text, children }: { title?: string; text: string; children: ReactNode }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3">
      {title && <p className="font-medium">{title}</p>}
      <p className="text-muted">{text}</p>
      {children}
    </div>
  );
}

function LinkSkeleton() {
  return (
    <SkeletonGroup className="flex flex-col gap-5">
      <SkeletonBar className="h-4 w-3/4" />
      <SkeletonBar className="h-14 w-full" />
      <SkeletonBar className="h-14 w-full" />
      <SkeletonBar className="h-9 w-36" />
    </SkeletonGroup>
  );
}

function ChooseForm({ kind, token, owner }: { kind: Kind; token: string; owner: LinkOwner }) {
  const t = useTranslations('auth.choose');
  const form = useSchemaForm(loadSchema, { token, password: '', repeated: '' });
  // Its variables hold a password.
  const { mutateAsync } = useAction(choose[kind], { gcTime: 0 });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        // The address with the token does not stay in the browser's history.
        if (result.ok) window.location.replace(routes.signInWithNewPassword());
        else showServerErrors(form, result);
      }}
    >
      <p className="text-muted wrap-anywhere">{t(`text.${kind}`, { name: owner.name, email: owner.email })}</p>
      <input type="text" name="username" autoComplete="username" value={owner.email} readOnly hidden />
      <PasswordField
        control={form.control}
        name="password"
        label={t('password')}
        help={t('passwordHelp')}
        autoComplete="new-password"
      />
      <PasswordField control={form.control} name="repeated" label={t('repeated')} autoComplete="new-password" />
      <SubmitBar label={t('submit')} isPending={form.formState.isSubmitSuccessful} />
    </Form>
  );
}

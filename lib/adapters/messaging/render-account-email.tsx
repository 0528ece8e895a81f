import { Link, render, Text } from 'react-email';
import type { FactorChange } from '@/lib/core/entities/factor-change';
import { EmailLayout, emailStyles } from './email-layout';
import type { RenderedEmail } from './render-purchase-email';

/** What an account's owner is written about. `link` holds a token: it is in the mail and nowhere else. */
export type AccountEmail =
  | { kind: 'invitation'; company: string; name: string; by: string; link: string }
  | { kind: 'password_link'; company: string; name: string; by: string | null; link: string }
  | { kind: 'password_changed'; company: string; name: string; forgotten: string | null }
  | {
      kind: 'new_device';
      company: string;
      name: string;
      at: string;
      browser: string;
      address: string;
      forgotten: string | null;
    }
  | { kind: 'factors_changed'; company: string; name: string; change: FactorChange; forgotten: string | null };

type Parts = { subject: string; before: string[]; button?: { label: string; link: string }; after: string[] };

const endsSoon = 'The link works once, within an hour.';

const factorTexts: Record<FactorChange, string> = {
  passkey_added: 'A passkey was added to your account. It opens the account by itself, without your password.',
  passkey_deleted: 'A passkey of your account was deleted.',
  totp_set_up: 'An authenticator app was set up for your account.',
  totp_removed: 'The authenticator app of your account was removed.',
  recovery_codes_renewed: 'New recovery codes were made for your account. Those of before do not work any more.',
  factors_reset: 'An admin has reset the second factors of your account, and you are signed out everywhere.',
  provider_linked:
    'An account elsewhere that has your email was used to sign in for the first time. It opens your account from now on.',
};

const newPasswordAt = (forgotten: string | null) =>
  forgotten ? `: ${forgotten}` : ' under "Forgotten your password?" on the sign-in page.';

function partsOf(email: AccountEmail): Parts {
  const greeting = `Hello ${email.name},`;
  switch (email.kind) {
    case 'invitation':
      return {
        subject: `Your invitation to ${email.company}`,
        before: [greeting, `${email.by} has invited you to the coupon desk of ${email.company}.`],
        button: { label: 'Choose your password', link: email.link },
        after: [
          `${endsSoon} If it has ended, ask ${email.by} to send it again.`,
          'If you did not expect this, do nothing: without a password of your own nothing comes of it.',
        ],
      };
    case 'password_link':
      return {
        subject: `Choose a new password for ${email.company}`,
        before: [
          greeting,
          email.by
            ? `${email.by} has reset your password. The old one does not work any more, and you are signed out everywhere.`
            : 'We were asked for a way to choose a new password, as yours is forgotten.',
        ],
        button: { label: 'Choose a new password', link: email.link },
        after: [
          endsSoon,
          email.by
            ? 'Later, ask for another one under "Forgotten your password?" on the sign-in page.'
            : 'If you did not ask for it, do nothing: your password stays as it is.',
        ],
      };
    case 'password_changed':
      return {
        subject: `Your password for ${email.company} was changed`,
        before: [greeting, 'Your password was changed, and every other browser is signed out.'],
        after: [
          'Passkeys and authenticator apps of before still work. Look at them under "Your account".',
          `If that was not you, inform an admin at once and choose a new password${newPasswordAt(email.forgotten)}`,
        ],
      };
    case 'new_device':
      return {
        subject: `New sign-in to ${email.company}`,
        before: [
          greeting,
          'Somebody signed in to your account with a browser that was not used for it before.',
          `When: ${email.at}`,
          `With: ${email.browser}`,
          `From: ${email.address}`,
        ],
        after: [
          'If that was you, there is nothing to do.',
          `If not, inform an admin at once and choose a new password${newPasswordAt(email.forgotten)}`,
          'That signs everybody out. Then look at your passkeys and your authenticator app under "Your account".',
        ],
      };
    case 'factors_changed':
      return {
        subject: `Your ways to sign in to ${email.company} were changed`,
        before: [greeting, factorTexts[email.change]],
        after: [
          'If you did not expect this, ask an admin at once to reset your password and your second factors.',
          `You can choose a new password yourself${newPasswordAt(email.forgotten)}`,
        ],
      };
  }
}

export async function renderAccountEmail(email: AccountEmail): Promise<RenderedEmail> {
  const { subject, before, button, after } = partsOf(email);
  const html = await render(
    <EmailLayout preview={subject}>
      {before.map((line) => (
        <Text key={line} style={emailStyles.line}>
          {line}
        </Text>
      ))}
      {button && (
        <Link href={button.link} style={emailStyles.button}>
          {button.label}
        </Link>
      )}
      {after.map((line) => (
        <Text key={line} style={emailStyles.note}>
          {line}
        </Text>
      ))}
    </EmailLayout>,
  );
  const text = [...before, ...(button ? [`${button.label}: ${button.link}`] : []), ...after].join('\n\n');
  return { subject, html, text };
}

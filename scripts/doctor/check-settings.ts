import { type Finding, ok, warning, wrong } from './finding';

type Variables = Partial<Record<string, string>>;

/** What the variables say by themselves and together, without asking anybody. */
export function checkSettings(variables: Variables): Finding[] {
  return [
    checkAddress(variables),
    checkProxy(variables),
    ...checkDirect(variables),
    checkMail(variables),
    checkSms(variables),
    checkKhalti(variables),
    ...checkTrials(variables),
  ];
}

const isLoopback = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

function checkAddress({ PUBLIC_URL: text }: Variables): Finding {
  const about = 'Address';
  if (!text) {
    return warning(
      about,
      'PUBLIC_URL is not set: mails of invitations and passwords are not sent, and receipts have no QR code.',
      'Set it to the address that people use, such as https://coupons.example.com',
    );
  }
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    return wrong(about, `PUBLIC_URL is "${text}", which is no address.`, 'Write it with https:// in front.');
  }
  if (url.search || url.hash || !['', '/'].includes(url.pathname)) {
    return wrong(about, `PUBLIC_URL is "${text}", with a path.`, `The desk is at the root of its host: ${url.origin}`);
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return wrong(
      about,
      `PUBLIC_URL is "${text}": passwords, cookies and PINs travel in clear.`,
      'Put a proxy with TLS in front (docs/operate.md) and write https://',
    );
  }
  return ok(about, text);
}

function checkDirect({ DATABASE_DIRECT_URL: direct, DATABASE_POOLER: pooler }: Variables): Finding[] {
  if (!direct || (pooler && pooler !== 'none')) return [];
  const said = 'DATABASE_DIRECT_URL is set and DATABASE_POOLER is not: nothing uses it.';
  const fix = 'DATABASE_POOLER=transaction where DATABASE_URL leads to a pooler; else unset DATABASE_DIRECT_URL.';
  return [warning('Pooler', said, fix)];
}

function checkProxy({ PUBLIC_URL = '', TRUST_PROXY = 'false' }: Variables): Finding {
  const isHttps = PUBLIC_URL.startsWith('https:');
  if (isHttps && TRUST_PROXY !== 'true') {
    return warning(
      'Proxy',
      'PUBLIC_URL is https, which the desk does not speak itself, and TRUST_PROXY is not true: every request seems to come from the proxy, and limits by network count all people as one.',
      'TRUST_PROXY=true, with a proxy that sets X-Forwarded-For itself.',
    );
  }
  if (!isHttps && TRUST_PROXY === 'true') {
    return warning(
      'Proxy',
      'TRUST_PROXY is true and PUBLIC_URL is not https: where no proxy is in front, anybody can choose their address.',
      'Set PUBLIC_URL to the https address of the proxy, or TRUST_PROXY=false.',
    );
  }
  return ok('Proxy', TRUST_PROXY === 'true' ? 'X-Forwarded-For is trusted.' : 'None is trusted.');
}

/** Both or neither. */
function checkPair(
  about: string,
  variables: Variables,
  [one, other]: [string, string],
  without: string,
): Finding | undefined {
  const set = [one, other].filter((name) => variables[name]);
  if (set.length === 1) {
    const missing = set[0] === one ? other : one;
    return wrong(about, `${set[0]} is set and ${missing} is not: ${without}`, `Set ${missing} too.`);
  }
  if (set.length === 0) return warning(about, `Not connected: ${without}`, `Set ${one} and ${other}.`);
  return undefined;
}

function checkMail(variables: Variables): Finding {
  const { EMAIL_FROM = '', RESEND_WEBHOOK_SECRET } = variables;
  const pair = checkPair('Email', variables, ['RESEND_API_KEY', 'EMAIL_FROM'], 'no email is sent.');
  if (pair) return pair;
  if (!/^([^<>@]*<)?[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>?$/.test(EMAIL_FROM)) {
    return wrong('Email', `EMAIL_FROM is "${EMAIL_FROM}".`, 'Write desk@example.com or Desk <desk@example.com>.');
  }
  if (!RESEND_WEBHOOK_SECRET) {
    return warning(
      'Email',
      'RESEND_WEBHOOK_SECRET is not set: whether an email arrived is not known.',
      'Add a webhook to PUBLIC_URL/api/resend at Resend and set its signing secret.',
    );
  }
  return ok('Email', `From ${EMAIL_FROM}`);
}

function checkSms(variables: Variables): Finding {
  const pair = checkPair('SMS', variables, ['SPARROW_TOKEN', 'SPARROW_FROM'], 'no SMS is sent.');
  return pair ?? ok('SMS', `From ${variables.SPARROW_FROM}`);
}

function checkKhalti(variables: Variables): Finding {
  const { KHALTI_BASE_URL: base = '', KHALTI_TOKEN: token = '' } = variables;
  const pair = checkPair('Khalti', variables, ['KHALTI_BASE_URL', 'KHALTI_TOKEN'], 'only own stock is sold.');
  if (pair) return pair.level === 'warning' ? ok('Khalti', 'Not connected: only own stock is sold.') : pair;
  if (/^(token|key|bearer)\s/i.test(token) || /[\s"'<>]/.test(token) || token.length < 8) {
    return wrong(
      'Khalti',
      'KHALTI_TOKEN is not of the form that Khalti gives: one word of at least 8 characters.',
      'Paste the token alone, without "Token", quotes, spaces or line ends.',
    );
  }
  const url = URL.parse(base);
  if (!url) return wrong('Khalti', `KHALTI_BASE_URL is "${base}", which is no address.`, 'Write it with https://');
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    return wrong('Khalti', `KHALTI_BASE_URL is "${base}": the token would travel in clear.`, 'Write it with https://');
  }
  return ok('Khalti', url.origin);
}

function checkTrials({ WEBHOOK_ALLOW_PRIVATE, GALLERY, PUBLIC_URL = '' }: Variables): Finding[] {
  if (!PUBLIC_URL.startsWith('https:')) return [];
  const found: Finding[] = [];
  if (WEBHOOK_ALLOW_PRIVATE === 'true') {
    found.push(
      wrong('Webhooks', 'WEBHOOK_ALLOW_PRIVATE is true: webhooks reach the network within.', 'Unset it in production.'),
    );
  }
  if (GALLERY === '1') found.push(warning('Gallery', 'GALLERY is 1: /dev/gallery is open.', 'Unset it in production.'));
  return found;
}

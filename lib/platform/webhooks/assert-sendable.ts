import { isIP } from 'node:net';
import { Invalid } from '@/lib/core/errors';
import { hostOf, refuseUrl, type UrlRefusal } from './check-url';
import { type ResolveHost, resolveChecked, resolveHost, sendingRules } from './resolve-host';

const words: Record<UrlRefusal | 'name_not_found', string> = {
  not_a_url: 'Enter an address such as https://example.com/webhooks.',
  not_https: 'Use an address that begins with https://.',
  has_credentials: 'Leave out the user name and the password: every message is signed instead.',
  host_not_listed: 'Webhooks do not go to this host. Ask the people who run the desk to list it.',
  port_refused: 'Use port 443, or one from 1024 on.',
  private_address: 'This address is inside a private network. Use one that the internet reaches.',
  name_not_found: 'This name has no address. Check how it is written.',
};

/**
 * Refuses early what the sender would refuse. The check that counts is at each sending: a name can lead elsewhere by then.
 * @throws Invalid (`url`)
 */
export async function assertSendable(url: string, resolve: ResolveHost): Promise<void> {
  const rules = sendingRules();
  const refusal = refuseUrl(url, rules);
  if (refusal) throw new Invalid({ url: [words[refusal]] });
  const resolved = await resolveChecked(hostOf(new URL(url)), { ...rules, resolve });
  if ('refused' in resolved) throw new Invalid({ url: [words[resolved.refused]] });
}

/**
 * Looks the name of an address up before a transaction is open, in which nothing may wait for a stranger's name server:
 * `assertSendable` then has the answer. What is no address is left to it.
 */
export async function lookUpAhead(url: unknown): Promise<void> {
  if (typeof url !== 'string' || refuseUrl(url, sendingRules())) return;
  const host = hostOf(new URL(url));
  if (!isIP(host)) await resolveHost(host);
}

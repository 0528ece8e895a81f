import { isIP } from 'node:net';
import { isPublicAddress, isPublicName } from './check-address';

/** Why a URL is not sent to. Stable: stored with the attempt, and worded for people in `messages/`. */
export type UrlRefusal =
  | 'not_a_url'
  | 'not_https'
  | 'has_credentials'
  | 'host_not_listed'
  | 'port_refused'
  | 'private_address';

/** The host as a resolver takes it: an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** `hosts`: the only ones, `example.com,*.example.org`, where an operator lists some. */
export type SendingRules = { allowPrivate: boolean; hosts?: string | undefined };

function isListed(host: string, hosts: string | undefined): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return hosts === undefined || hosts.split(',').some((one) => fits(name, one.trim().toLowerCase()));
}

const fits = (name: string, listed: string) =>
  listed.startsWith('*.') ? name.endsWith(listed.slice(1)) : name === listed;

/** 443, and what is not reserved to the system's own services. */
function isAllowedPort(port: string): boolean {
  return port === '' || port === '443' || Number(port) >= 1024;
}

/** Why a URL is refused before its name is resolved, or null. With `allowPrivate` only what HTTP itself needs is checked. */
export function refuseUrl(text: string, { allowPrivate, hosts }: SendingRules): UrlRefusal | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'not_a_url';
  if (url.username || url.password) return 'has_credentials';
  if (!isListed(hostOf(url), hosts)) return 'host_not_listed';
  if (allowPrivate) return null;
  if (url.protocol !== 'https:') return 'not_https';
  if (!isAllowedPort(url.port)) return 'port_refused';
  const host = hostOf(url);
  const isPublic = isIP(host) ? isPublicAddress(host) : isPublicName(host);
  return isPublic ? null : 'private_address';
}

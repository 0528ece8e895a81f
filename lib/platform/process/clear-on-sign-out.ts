import type { ServerResponse } from 'node:http';

/**
 * Asks the browser to drop what it kept of pages when an answer ends its session's cookie, whichever way it was ended: nobody reads
 * them with the Back button then. What people chose, such as columns, stays. Browsers do it over https and on this machine.
 */
export function clearOnSignOut(response: ServerResponse, sessionCookie: string): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    if (endsCookie(response.getHeader('set-cookie'), sessionCookie)) response.setHeader('clear-site-data', '"cache"');
    return writeHead(...given);
  };
}

function endsCookie(lines: ReturnType<ServerResponse['getHeader']>, name: string): boolean {
  const all = Array.isArray(lines) ? lines : [String(lines ?? '')];
  return all.some((line) => line.startsWith(`${name}=;`));
}

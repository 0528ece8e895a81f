import type { ServerResponse } from 'node:http';

/**
 * Answers with another status where a page has one of these. A page that is streamed has its status before it knows who asks and
 * what for. What an open page asks for to become another one is refused likewise: the browser then loads the address as a whole, and
 * shows what it says.
 */
export function sayInstead(response: ServerResponse, statuses: Record<number, () => number>): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => writeHead(statuses[status]?.() ?? status, ...rest);
}

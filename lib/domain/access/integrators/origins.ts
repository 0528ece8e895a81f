import { z } from 'zod';

const mostOrigins = 20;
const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host) || host.endsWith('.localhost');

const partsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

function readOrigin(part: string): { origin: string } | { wrong: string } {
  if (part.includes('*')) return { wrong: `“${part}” is not one origin. Name each, such as https://shop.example.com.` };
  const url = URL.canParse(part) ? new URL(part) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(part)) {
    return { wrong: `“${part}” is no origin, such as https://shop.example.com.` };
  }
  if (`${url.pathname}${url.search}${url.hash}${url.username}${url.password}` !== '/') {
    return { wrong: `“${part}” is more than an origin. Leave out what follows the host: ${url.origin}.` };
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return {
      wrong: `“${part}” is not encrypted. Only pages of this machine, such as http://localhost:5173, can use http.`,
    };
  }
  return { origin: url.origin };
}

/** The origins of a text that `originsText` takes, as browsers write them. */
export const originsOf = (text: string): string[] => [
  ...new Set(partsOf(text).flatMap((part) => Object.values(readOrigin(part)))),
];

/** Whose pages a publishable key works in: schemes, hosts and ports, separated by commas or spaces. */
export const originsText = z
  .string()
  .max(4000, 'Enter at most 4000 characters.')
  .superRefine((text, issues) => {
    const refuse = (message: string) => issues.addIssue({ code: 'custom', message });
    for (const part of partsOf(text)) {
      const read = readOrigin(part);
      if ('wrong' in read) return refuse(read.wrong);
    }
    const { length } = originsOf(text);
    if (length === 0) refuse('Enter the origin of each page, such as https://shop.example.com.');
    if (length > mostOrigins) refuse(`Enter at most ${mostOrigins} origins.`);
  });

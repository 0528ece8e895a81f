import type { IncomingMessage } from 'node:http';
import { parse } from 'hono/utils/cookie';
import { acceptedLanguages } from '@/lib/core/accepted-languages';
import { findLanguage } from '@/lib/core/entities/desk-language';
import en from '../messages/en/not-now.json';
import ne from '../messages/ne/not-now.json';
import pt from '../messages/pt/not-now.json';
import { languageCookie } from './language-cookie';

const messages = { en, ne, 'pt-BR': pt };
const secondsUntilAskedAgain = 5;

/** A document that needs nothing but itself: the desk cannot make a page now, and a browser that shows it asks again. */
export function insteadOfPage({ headers, method }: IncomingMessage, reason: 'unavailable' | 'busy'): string {
  const chosen = parse(headers.cookie ?? '', languageCookie)[languageCookie];
  const wanted = [chosen, ...acceptedLanguages(headers['accept-language'] ?? null)];
  const language = wanted.flatMap((name) => (name && findLanguage(name)) || []).at(0) ?? 'en';
  const { title, text } = messages[language][reason];
  const again = method === 'GET' ? `<meta http-equiv="refresh" content="${secondsUntilAskedAgain}">` : '';
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${again}
<title>${title}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-content: center; min-height: 100dvh; margin: 0; padding: 0 24px }
  main { max-width: 28rem }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem }
  p { margin: 0 }
</style>
<main role="alert">
  <h1>${title}</h1>
  <p>${text}</p>
</main>
</html>
`;
}

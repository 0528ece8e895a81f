import { holdsMobile } from './phone';

const email = /[^\s@]@[^\s@]+\.[^\s@]/;

/** Whether a text has an email address or a Nepali mobile number in it. */
export const holdsContact = (text: string): boolean => email.test(text) || holdsMobile(text);

/** `sita.sharma@example.com` → `s…a@example.com`: enough for a person who knows it to know it again. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '…';
  const name = [...email.slice(0, at)];
  const shown = name.length > 2 ? `${name[0]}…${name.at(-1)}` : `${name[0]}…`;
  return `${shown}${email.slice(at)}`;
}

/** `ABCD1234EFGH56789` → `ABCD-1234-EFGH-56789`: by four, and a lone last character joins the group before it. */
export function groupByFour(code: string): string {
  if (!/^[0-9a-z]{5,}$/i.test(code)) return code;
  const groups = code.match(/.{1,4}/g) ?? [code];
  const last = groups.at(-1);
  if (last?.length !== 1 || groups.length < 2) return groups.join('-');
  return [...groups.slice(0, -2), `${groups.at(-2)}${last}`].join('-');
}

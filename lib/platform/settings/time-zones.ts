/** Whether this is a zone of the IANA database by name. Offsets such as `+05:45` are none: they know no past or future. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Every zone one can choose, by name; old spellings that mean one of these are left out, but for `current`. */
export function listTimeZones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone').map((name) => (name === 'Asia/Katmandu' ? 'Asia/Kathmandu' : name));
  return [...new Set([...known, 'UTC', current])].sort();
}

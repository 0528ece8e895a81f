const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is safe in an address as it is: it cannot be a whole PIN or serial. All else is normalized first. */
export function isSafeSearch(text: string): boolean {
  return text.length <= 4 || /^#\d+$/.test(text) || uuid.test(text) || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

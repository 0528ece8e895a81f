/** `••••-7K3Q`: a code without all but its end. A short code has a short end, see `shownEnd`. */
export function maskCode(end: string): string {
  return end === '' ? '••••' : `••••-${end}`;
}

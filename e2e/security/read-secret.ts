const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The secret of an authenticator app, as the desk shows it to type. */
export function readSecret(text: string): Buffer {
  const bits = [...text.replaceAll('-', '')].map((sign) => base32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export const shownSecret = /^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/;

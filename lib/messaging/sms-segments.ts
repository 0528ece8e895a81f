const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€\f';

export type SmsSize = { encoding: 'gsm7' | 'ucs2'; units: number; segments: number };

/** How long an SMS is as networks count: GSM 03.38 septets (extended characters take two), else UCS-2 units. */
export function measureSms(text: string): SmsSize {
  let septets = 0;
  for (const character of text) {
    if (basic.includes(character)) septets += 1;
    else if (extended.includes(character)) septets += 2;
    else return { encoding: 'ucs2', units: text.length, segments: segmentsOf(text.length, 70, 67) };
  }
  return { encoding: 'gsm7', units: septets, segments: segmentsOf(septets, 160, 153) };
}

function segmentsOf(units: number, alone: number, joined: number): number {
  return units <= alone ? 1 : Math.ceil(units / joined);
}

import { create } from 'qrcode';

type QrCodeProps = {
  value: string;
  /** What it holds, for screen readers. */
  label: string;
  className?: string;
};

/** Readers need this much white around it. */
const margin = 4;

/** A QR code, drawn in the browser: its text is sent nowhere. Dark on white in every theme, as phones require. */
export function QrCode({ value, label, className = 'size-32' }: QrCodeProps) {
  const { size, data } = create(value, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data.keys()).filter((at) => data[at]);
  const path = dark.map((at) => `M${at % size} ${Math.floor(at / size)}h1v1h-1z`).join('');
  const side = size + 2 * margin;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-margin} ${-margin} ${side} ${side}`}
      shapeRendering="crispEdges"
      className={`shrink-0 rounded-lg ${className}`}
    >
      <rect x={-margin} y={-margin} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

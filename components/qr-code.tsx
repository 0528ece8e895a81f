import { create } from 'qrcode';

type QrCodeProps = {
  value: string;
  /** What it stands for, for who cannot see it. */
  label: string;
  className?: string;
};

/** Without this much white around it, readers do not find it. */
const margin = 4;

/** A QR code, drawn here: what it says is sent nowhere. Dark on white in every theme, or phones would not read it. */
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

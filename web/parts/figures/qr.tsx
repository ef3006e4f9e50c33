import qrcode from "qrcode";

type Props = {
  /** Up to a few hundred characters; a QR code holds no more with room for damage. */
  readonly text: string;
  /** What the code is for, for screen readers. */
  readonly label: string;
  readonly size_px?: number;
};

/** A QR code drawn as one path; always dark on white, because scanners need it so. */
export function QrCode({ text, label, size_px = 160 }: Props) {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  const quiet = 4; // modules of empty edge, ISO/IEC 18004
  const side = modules.size + quiet * 2;
  let path = "";
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  }
  return (
    <svg
      role="img"
      aria-label={label}
      width={size_px}
      height={size_px}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} rx="2" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

import type { ReactNode } from "react";
import type { Shape, Tones } from "./kinds.ts";

/** Packs: things one takes off a shelf. Drawn in a box of 200 by 200, standing on y = 168. */
export const packs: Partial<Record<Shape, (t: Tones) => ReactNode>> = {
  bottle: (t) => (
    <>
      <rect x="88" y="26" width="24" height="18" rx="4" fill={t.deep} />
      <path
        d="M90 42h20v18c0 10 20 16 20 36v60a12 12 0 0 1-12 12H82a12 12 0 0 1-12-12V96c0-20 20-26 20-36z"
        fill={t.main}
      />
      <rect x="70" y="104" width="60" height="42" fill={t.pale} />
      <path d="M80 118h40M80 128h26" stroke={t.deep} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  carton: (t) => (
    <>
      <path d="M70 66l14-26h46l12 26z" fill={t.pale} />
      <rect x="84" y="28" width="46" height="14" rx="3" fill={t.deep} />
      <rect x="64" y="66" width="56" height="102" rx="4" fill={t.main} />
      <path d="M120 66h22v96a6 6 0 0 1-6 6h-16z" fill={t.deep} />
      <circle cx="92" cy="108" r="18" fill={t.pale} />
      <path d="M78 142h28" stroke={t.pale} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  cup: (t) => (
    <>
      <path
        d="M84 30c-8 10 8 14 0 26M104 26c-8 12 8 16 0 30"
        fill="none"
        stroke={t.pale}
        strokeWidth="5"
        strokeLinecap="round"
      />
      <path d="M58 72h76v62a34 34 0 0 1-34 34h-8a34 34 0 0 1-34-34z" fill={t.main} />
      <path d="M134 84h10a22 22 0 0 1 0 44h-10" fill="none" stroke={t.main} strokeWidth="10" />
      <ellipse cx="96" cy="72" rx="38" ry="8" fill={t.deep} />
    </>
  ),
  jar: (t) => (
    <>
      <rect x="56" y="64" width="88" height="34" rx="8" fill={t.deep} />
      <path d="M54 98h92v54a16 16 0 0 1-16 16H70a16 16 0 0 1-16-16z" fill={t.main} />
      <rect x="72" y="114" width="56" height="34" rx="4" fill={t.pale} />
      <path d="M82 126h36M90 136h20" stroke={t.deep} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  tube: (t) => (
    <>
      <rect x="68" y="26" width="64" height="12" rx="3" fill={t.deep} />
      <path d="M68 38h64l-8 100H76z" fill={t.main} />
      <rect x="82" y="138" width="36" height="30" rx="6" fill={t.deep} />
      <path d="M86 66h28M86 78h18" stroke={t.pale} strokeWidth="5" strokeLinecap="round" />
      <circle cx="100" cy="110" r="9" fill={t.pale} />
    </>
  ),
  dropper: (t) => (
    <>
      <path d="M90 24a10 10 0 0 1 20 0v24H90z" fill={t.deep} />
      <rect x="82" y="46" width="36" height="22" rx="4" fill={t.deep} opacity=".75" />
      <path
        d="M88 68h24v12c14 4 26 12 26 28v48a12 12 0 0 1-12 12H74a12 12 0 0 1-12-12v-48c0-16 12-24 26-28z"
        fill={t.main}
      />
      <rect x="78" y="110" width="44" height="40" rx="4" fill={t.pale} />
      <path d="M88 124h24M88 134h14" stroke={t.deep} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  lipstick: (t) => (
    <>
      <path d="M86 78V46l28-14v46z" fill={t.main} />
      <rect x="80" y="78" width="40" height="28" fill={t.pale} />
      <rect x="72" y="104" width="56" height="64" rx="6" fill={t.deep} />
      <path d="M72 116h56" stroke={t.pale} strokeWidth="3" />
    </>
  ),
  pump: (t) => (
    <>
      <path d="M84 34h30v10H96v20H84z" fill={t.deep} />
      <rect x="76" y="60" width="32" height="16" rx="4" fill={t.deep} />
      <path
        d="M64 88a12 12 0 0 1 12-12h34a12 12 0 0 1 12 12v68a12 12 0 0 1-12 12H76a12 12 0 0 1-12-12z"
        fill={t.main}
      />
      <path d="M122 96c16 0 20 8 20 22v28c0 8-8 12-20 12z" fill={t.deep} opacity=".55" />
      <rect x="74" y="102" width="38" height="44" rx="6" fill={t.pale} />
      <circle cx="93" cy="124" r="10" fill={t.main} />
    </>
  ),
  pouch: (t) => (
    <>
      <path d="M62 36h76l6 16-2 104a12 12 0 0 1-12 12H70a12 12 0 0 1-12-12L56 52z" fill={t.main} />
      <path d="M62 36h76l6 16H56z" fill={t.deep} />
      <circle cx="100" cy="102" r="27" fill={t.pale} />
      <path d="M90 110c0-14 10-20 20-20 0 14-8 22-20 20z" fill={t.deep} />
      <path d="M76 148h48" stroke={t.pale} strokeWidth="5" strokeLinecap="round" />
    </>
  ),
  box: (t) => (
    <>
      <path d="M54 66l20-20h84l-18 20z" fill={t.pale} />
      <path d="M140 66l18-20v98l-18 24z" fill={t.deep} />
      <rect x="54" y="66" width="86" height="102" rx="4" fill={t.main} />
      <rect x="68" y="88" width="58" height="38" rx="4" fill={t.pale} />
      <path d="M78 102h38M78 112h22" stroke={t.deep} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  can: (t) => (
    <>
      <path d="M72 52l8-12h40l8 12v104l-8 12H80l-8-12z" fill={t.main} />
      <path d="M80 40h40l8 12H72z" fill={t.pale} />
      <path d="M72 156h56l-8 12H80z" fill={t.deep} />
      <path d="M72 96c20 16 36-10 56 4v32c-20-12-36 12-56 0z" fill={t.pale} />
      <path d="M92 44h14" stroke={t.deep} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  tin: (t) => (
    <>
      <ellipse cx="100" cy="50" rx="46" ry="12" fill={t.pale} />
      <path d="M54 50v104c0 8 20 14 46 14s46-6 46-14V50c0 8-20 13-46 13s-46-5-46-13z" fill={t.main} />
      <path d="M54 88c0 8 20 13 46 13s46-5 46-13v44c0 8-20 13-46 13s-46-5-46-13z" fill={t.pale} />
      <circle cx="100" cy="120" r="13" fill={t.deep} />
    </>
  ),
  diapers: (t) => (
    <>
      <rect x="44" y="74" width="112" height="94" rx="12" fill={t.main} />
      <path d="M76 74c0-22 48-22 48 0" fill="none" stroke={t.deep} strokeWidth="8" strokeLinecap="round" />
      <rect x="58" y="96" width="84" height="50" rx="8" fill={t.pale} />
      <path d="M76 112h48c0 22-14 24-24 24s-24-2-24-24z" fill={t.main} />
    </>
  ),
};

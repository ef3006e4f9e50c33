import type { ReactNode } from "react";
import type { Shape, Tones } from "./kinds.ts";

/** Things: what one wears, plays with, or puts at home. Same box as the packs. */
export const things: Partial<Record<Shape, (t: Tones) => ReactNode>> = {
  shirt: (t) => (
    <>
      <path d="M78 44l-38 20 14 32 16-8v80h60V88l16 8 14-32-38-20c-4 12-40 12-44 0z" fill={t.main} />
      <path d="M78 44c4 12 40 12 44 0l8 4c-8 22-52 22-60 0z" fill={t.deep} />
      <circle cx="116" cy="92" r="7" fill={t.pale} />
    </>
  ),
  shoe: (t) => (
    <>
      <path d="M40 84c10 8 22 8 32-2l16-14c16 30 38 42 62 46 12 2 16 10 16 24v10H40z" fill={t.main} />
      <path d="M36 144h132v8a14 14 0 0 1-14 14H46a10 10 0 0 1-10-10z" fill={t.deep} />
      <path d="M86 92l16-10M98 104l16-10M112 114l14-10" stroke={t.pale} strokeWidth="5" strokeLinecap="round" />
    </>
  ),
  handbag: (t) => (
    <>
      <path d="M76 78V64a24 24 0 0 1 48 0v14" fill="none" stroke={t.deep} strokeWidth="8" />
      <path d="M54 78h92l12 78a10 10 0 0 1-10 12H52a10 10 0 0 1-10-12z" fill={t.main} />
      <path d="M54 78h92l5 30c-34 14-68 14-102 0z" fill={t.deep} opacity=".6" />
      <rect x="90" y="104" width="20" height="18" rx="4" fill={t.pale} />
    </>
  ),
  phone: (t) => (
    <>
      <rect x="66" y="28" width="68" height="140" rx="14" fill={t.deep} />
      <rect x="72" y="36" width="56" height="122" rx="8" fill={t.pale} />
      <path d="M72 116c22-20 36 10 56-12v46a8 8 0 0 1-8 8H80a8 8 0 0 1-8-8z" fill={t.main} />
      <circle cx="108" cy="70" r="12" fill={t.main} opacity=".7" />
    </>
  ),
  speaker: (t) => (
    <>
      <rect x="60" y="34" width="80" height="134" rx="22" fill={t.main} />
      <circle cx="100" cy="120" r="28" fill={t.deep} />
      <circle cx="100" cy="120" r="12" fill={t.pale} />
      <circle cx="100" cy="66" r="14" fill={t.deep} />
      <circle cx="100" cy="66" r="5" fill={t.pale} />
    </>
  ),
  lamp: (t) => (
    <>
      <path d="M76 36h48l22 60H54z" fill={t.main} />
      <ellipse cx="100" cy="96" rx="46" ry="9" fill={t.pale} />
      <rect x="95" y="102" width="10" height="54" fill={t.deep} />
      <rect x="70" y="154" width="60" height="14" rx="7" fill={t.deep} />
    </>
  ),
  chair: (t) => (
    <>
      <path d="M62 36a10 10 0 0 1 10-10h56a10 10 0 0 1 10 10v66H62z" fill={t.main} />
      <rect x="52" y="98" width="96" height="24" rx="10" fill={t.deep} />
      <path d="M64 122l-6 46M136 122l6 46" stroke={t.deep} strokeWidth="9" strokeLinecap="round" />
      <path d="M80 46v40M100 46v40M120 46v40" stroke={t.pale} strokeWidth="5" strokeLinecap="round" />
    </>
  ),
  blocks: (t) => (
    <>
      <rect x="40" y="112" width="58" height="56" rx="8" fill={t.main} />
      <rect x="102" y="112" width="58" height="56" rx="8" fill={t.deep} />
      <rect x="71" y="54" width="58" height="56" rx="8" fill={t.pale} />
      <circle cx="100" cy="82" r="14" fill={t.main} />
      <path d="M56 152l13-24 13 24z" fill={t.pale} />
      <rect x="119" y="128" width="24" height="24" rx="3" fill={t.pale} />
    </>
  ),
  fruit: (t) => (
    <>
      <path
        d="M100 66c-14-14-52-8-52 38 0 36 26 64 40 64 6 0 8-3 12-3s6 3 12 3c14 0 40-28 40-64 0-46-38-52-52-38z"
        fill={t.main}
      />
      <path d="M100 66c-2-14 2-26 14-34" fill="none" stroke={t.deep} strokeWidth="7" strokeLinecap="round" />
      <path d="M108 50c6-16 24-20 38-14-6 14-22 22-38 14z" fill={t.deep} />
      <path d="M66 92c-6 10-6 24-2 34" fill="none" stroke={t.pale} strokeWidth="7" strokeLinecap="round" />
    </>
  ),
  pot: (t) => (
    <>
      <circle cx="100" cy="58" r="8" fill={t.deep} />
      <path d="M52 88c4-18 22-26 48-26s44 8 48 26z" fill={t.pale} />
      <rect x="44" y="86" width="112" height="12" rx="6" fill={t.deep} />
      <path d="M52 98h96v46a24 24 0 0 1-24 24H76a24 24 0 0 1-24-24z" fill={t.main} />
      <path d="M52 112H34M148 112h18" stroke={t.deep} strokeWidth="11" strokeLinecap="round" />
    </>
  ),
  bowl: (t) => (
    <>
      <path d="M62 108c4-22 20-20 26-10 6-18 24-18 28 0 8-10 22-8 24 10z" fill={t.pale} />
      <path d="M40 106h120l-14 52a14 14 0 0 1-14 10H68a14 14 0 0 1-14-10z" fill={t.main} />
      <path
        d="M86 130h28M82 130a7 7 0 1 0 8 8M118 130a7 7 0 1 1-8 8M90 138h20"
        fill={t.pale}
        stroke={t.pale}
        strokeWidth="5"
      />
    </>
  ),
  book: (t) => (
    <>
      <path d="M56 44a12 12 0 0 1 12-12h70v124H68a12 12 0 0 0-12 12z" fill={t.main} />
      <path d="M56 168a12 12 0 0 1 12-12h70v12z" fill={t.pale} />
      <path d="M138 32h8v136h-8z" fill={t.deep} />
      <rect x="76" y="56" width="44" height="30" rx="4" fill={t.pale} />
    </>
  ),
  watch: (t) => (
    <>
      <path d="M78 24h44l6 42H72zM72 132h56l-6 40H78z" fill={t.deep} />
      <circle cx="100" cy="98" r="42" fill={t.main} />
      <circle cx="100" cy="98" r="31" fill={t.pale} />
      <path d="M100 78v20l14 8" fill="none" stroke={t.deep} strokeWidth="5" strokeLinecap="round" />
    </>
  ),
};

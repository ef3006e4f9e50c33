import { catalog, type traffic } from "#contract";
import { ProductPicture, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { tellOpened } from "../kept/visitor.ts";
import css from "./banner.module.css";
import { wayOf } from "./link.ts";
import { bannerTones, colourOf } from "./tones.ts";

const t = words({
  promoted: { zh: "推广", en: "Promoted" },
  rows: { zh: "正在进行的活动", en: "What is on now" },
});

type Content = z.output<typeof traffic.slotContent>;

/** The shapes behind a banner's words; which of them is steady for the booking. */
export function BannerArt({ seed, colour }: { readonly seed: string; readonly colour: string }) {
  const tones = bannerTones(colour);
  const kind = [...seed].reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0) % 3;
  return (
    <svg className={css["art"]} viewBox="0 0 400 200" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      <rect width="400" height="200" fill={tones.main} />
      {kind === 0 ? (
        <>
          <circle cx="330" cy="40" r="150" fill={tones.glow} opacity=".32" />
          <circle cx="380" cy="180" r="110" fill={tones.glow} opacity=".36" />
          <circle cx="20" cy="215" r="90" fill={tones.deep} opacity=".55" />
        </>
      ) : null}
      {kind === 1 ? (
        <>
          <path d="M170 200c40-90 90-120 230-130v130z" fill={tones.glow} opacity=".34" />
          <path d="M240 200c30-60 80-90 160-95v95z" fill={tones.glow} opacity=".4" />
          <path d="M0 0h150C120 40 60 52 0 50z" fill={tones.deep} opacity=".5" />
        </>
      ) : null}
      {kind === 2 ? (
        <>
          <path d="M260-20h220v240H190z" fill={tones.glow} opacity=".3" />
          <path d="M320-20h160v240H250z" fill={tones.glow} opacity=".3" />
          <circle cx="40" cy="-10" r="70" fill={tones.deep} opacity=".5" />
        </>
      ) : null}
    </svg>
  );
}

/** The product of a creative, drawn in a round frame; nothing while it is not known. */
export function CreativePicture({ sku }: { readonly sku: number }) {
  const { data } = useRead(catalog.routes.shopProduct, { params: { sku } }, { stale_ms: 600_000 });
  const pick = useText();
  if (data === undefined) return null;
  return (
    <span className={css["thing"]} aria-hidden="true">
      <ProductPicture code={data.sku.code} category={data.product.category ?? ""} name={pick(data.sku.name)} />
    </span>
  );
}

function Banner({ content }: { readonly content: Content }) {
  const { creative, booking, served } = content;
  const pick = useText();
  const say = useWords(t);
  const colour = colourOf(booking, creative.colour);
  return (
    <Link
      {...wayOf(creative)}
      className={css["banner"] ?? ""}
      style={{ backgroundColor: bannerTones(colour).lightest }}
      onClick={() => tellOpened(served, { booking, ...(creative.sku === undefined ? {} : { sku: creative.sku }) })}
    >
      <BannerArt seed={booking} colour={colour} />
      <span className={css["words"]}>
        <span className={css["tag"]}>{say.promoted}</span>
        <strong>{pick(creative.title)}</strong>
        <span className={css["line"]}>{pick(creative.line)}</span>
      </span>
      {creative.sku === undefined ? null : <CreativePicture sku={creative.sku} />}
    </Link>
  );
}

/** Booked contents of a place as banners: a row to swipe on a phone, a mosaic on a desk. */
export function Banners({ contents }: { readonly contents: readonly Content[] }) {
  const say = useWords(t);
  if (contents.length === 0) return null;
  const shown = contents.slice(0, 5);
  return (
    <section className={css["banners"]} aria-label={say.rows} data-count={shown.length} tabIndex={-1}>
      {shown.map((one) => (
        <Banner key={one.booking} content={one} />
      ))}
    </section>
  );
}

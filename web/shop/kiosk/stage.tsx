import { catalog } from "#contract";
import { formatMoney, ProductPicture, QrCode } from "#parts";
import { useRead } from "#shell";
import { BannerArt } from "../browse/banner.tsx";
import { phoneAddress } from "../browse/link.ts";
import { bannerTones, colourOf } from "../browse/tones.ts";
import css from "./kiosk.module.css";
import type { ScreenItem } from "./player.ts";

type Both = { readonly zh: string; readonly en: string };

/** A phrase in both languages, the Chinese one first; passers-by read what they can. */
export function Twice({ text, className }: { readonly text: Both; readonly className?: string | undefined }) {
  return (
    <span className={className}>
      <span lang="zh-CN">{text.zh}</span>
      {text.en === text.zh ? null : <small lang="en">{text.en}</small>}
    </span>
  );
}

function Thing({ sku, venue }: { readonly sku: number; readonly venue: number | null }) {
  const { data } = useRead(catalog.routes.shopProduct, { params: { sku } }, { stale_ms: 600_000 });
  if (data === undefined) return <span />; // keeps its place on the stage
  const here = data.offers.flatMap((o) =>
    o.venues.filter((v) => v.id === venue).map((v) => ({ ...o, price_minor: v.price_minor })),
  );
  const [cheapest] = (here.length > 0 ? here : data.offers).toSorted((a, b) => a.price_minor - b.price_minor);
  const inStore = here.length > 0;
  return (
    <div className={css["thing"]}>
      <span className={css["picture"]}>
        <ProductPicture code={data.sku.code} category={data.product.category ?? ""} name={data.sku.name.zh} />
      </span>
      {cheapest ? (
        <span className={css["price"]}>
          <b className="fg-figure">{formatMoney(cheapest.price_minor, cheapest.currency, "zh")}</b>
          <Twice text={inStore ? { zh: "本店价", en: "in this store" } : { zh: "起", en: "from" }} />
        </span>
      ) : null}
    </div>
  );
}

/** The way from the screen to one's own phone. */
export function PhoneCode({ address }: { readonly address: string }) {
  return (
    <div className={css["phone"]}>
      <QrCode text={address} label="扫码，在手机上继续 / Scan to go on by phone" size_px={220} />
      <Twice text={{ zh: "扫码，在手机上继续", en: "Scan to go on by phone" }} />
    </div>
  );
}

type Props = { readonly item: ScreenItem; readonly venue: number | null };

/** One content on the whole screen. */
export function Stage({ item, venue }: Props) {
  const { creative, booking } = item;
  const colour = colourOf(booking, creative.colour);
  const tones = bannerTones(colour);
  return (
    <article className={css["stage"]} style={{ background: tones.lightest }}>
      <BannerArt seed={booking} colour={colour} />
      <div className={css["words"]}>
        <h1>
          <Twice text={creative.title} />
        </h1>
        <p>
          <Twice text={creative.line} />
        </p>
      </div>
      {creative.sku === undefined ? <span /> : <Thing sku={creative.sku} venue={venue} />}
      <PhoneCode address={phoneAddress(location.origin, creative)} />
    </article>
  );
}

/** What stands there while nothing is booked: a welcome, and the way into the shop. */
export function Welcome({ name }: { readonly name: Both | undefined }) {
  return (
    <article className={css["stage"]} style={{ background: bannerTones("#b52e52").lightest }}>
      <BannerArt seed="welcome" colour="#b52e52" />
      <div className={css["words"]}>
        <h1>
          <Twice text={{ zh: "欢迎光临", en: "Welcome" }} />
        </h1>
        {name ? (
          <p>
            <Twice text={name} />
          </p>
        ) : null}
      </div>
      <span />
      <PhoneCode address={`${location.origin}/shop`} />
    </article>
  );
}

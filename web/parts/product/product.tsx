import type { ReactNode } from "react";
import { Money } from "../figures/money.tsx";
import { useWords, words } from "../lang/words.ts";
import { packs } from "./drawings.tsx";
import { things } from "./drawings-more.tsx";
import { shapeOf, tonesOf } from "./kinds.ts";
import css from "./product.module.css";

const t = words({ was: { zh: "原价", en: "was" } });

type PictureProps = {
  readonly code: string;
  /** Category code or name; decides the shape. */
  readonly category: string;
  readonly name: string;
  /** A real picture, if the product has one. */
  readonly image?: string | undefined;
};

/** The picture of a product: its own if it has one, else a drawing that is always the same for the same product. */
export function ProductPicture({ code, category, name, image }: PictureProps) {
  if (image) return <img className={css["picture"]} src={image} alt={name} loading="lazy" />;
  const tones = tonesOf(code);
  const shape = shapeOf(category, code);
  const draw = packs[shape] ?? things[shape];
  return (
    <svg className={css["picture"]} role="img" aria-label={name} viewBox="0 0 200 200">
      <rect width="200" height="200" fill={tones.ground} />
      <circle cx="100" cy="100" r="78" fill="#fff" opacity=".38" />
      <ellipse cx="102" cy="169" rx="62" ry="7" fill={tones.deep} opacity=".18" />
      {draw?.(tones)}
    </svg>
  );
}

type CardProps = PictureProps & {
  readonly price_minor: number;
  readonly currency: string;
  /** Price before the benefit, if higher. */
  readonly was_minor?: number;
  readonly brand?: string;
  /** Short marks over the picture: "new", "pick up in an hour". */
  readonly marks?: ReactNode;
  /** One quiet line under the name: stock, distance, reason. */
  readonly note?: ReactNode;
  readonly onOpen?: () => void;
  /** A small button in the corner, for example into the basket. */
  readonly action?: ReactNode;
};

/** A product as a card: picture, name, price. The whole card can be pressed. */
export function ProductCard({
  price_minor,
  currency,
  was_minor,
  brand,
  marks,
  note,
  onOpen,
  action,
  ...picture
}: CardProps) {
  const say = useWords(t);
  return (
    <article className={css["card"]} data-open={onOpen !== undefined}>
      <div className={css["frame"]}>
        <ProductPicture {...picture} />
        {marks ? <div className={css["marks"]}>{marks}</div> : null}
      </div>
      <div className={css["body"]}>
        {brand ? <span className={css["brand"]}>{brand}</span> : null}
        <h3>
          {onOpen ? (
            <button type="button" className={css["name"]} onClick={onOpen}>
              {picture.name}
            </button>
          ) : (
            picture.name
          )}
        </h3>
        {note ? <div className={css["note"]}>{note}</div> : null}
        <div className={css["foot"]}>
          <span className={css["price"]}>
            <Money amount_minor={price_minor} currency={currency} />
            {was_minor !== undefined && was_minor > price_minor ? (
              <s>
                <span className="fg-hidden">{say.was} </span>
                <Money amount_minor={was_minor} currency={currency} />
              </s>
            ) : null}
          </span>
          {action ? <span className={css["action"]}>{action}</span> : null}
        </div>
      </div>
    </article>
  );
}

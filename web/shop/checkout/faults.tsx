import { errorText, ProblemError, useLang, useText, useWords, words } from "#parts";
import { Alert, Button } from "antd";
import { faultsByLine } from "../buy/faults.ts";
import type { CartLine } from "../kept/cart.ts";
import css from "./checkout.module.css";

const t = words({
  short: { zh: "有商品不够了", en: "Some of it is no longer there" },
  left: {
    zh: (name: string, n: number) => `${name}：只剩 ${n} 件`,
    en: (name: string, n: number) => `${name}: ${n} left`,
  },
  gone: { zh: (name: string) => `${name}：刚刚卖完`, en: (name: string) => `${name}: just sold out` },
  take: { zh: (n: number) => `改成 ${n} 件`, en: (n: number) => `Take ${n}` },
  drop: { zh: "不要这件了", en: "Leave it out" },
  lost: { zh: "没有收到回复", en: "No answer came back" },
  lostHint: {
    zh: "订单也许已经下好了。再点一次「提交订单」是安全的，不会重复下单。",
    en: "The order may have been placed. Pressing again is safe: it will not be placed twice.",
  },
  where: {
    zh: (name: string) => `${name} 在这种取货方式下买不到`,
    en: (name: string) => `${name} cannot be had this way`,
  },
});

type Props = {
  readonly error: unknown;
  readonly lines: readonly CartLine[];
  readonly onChange: (line: CartLine, quantity: number) => void;
};

function Shortage({ error, lines, onChange }: Props & { readonly error: ProblemError }) {
  const say = useWords(t);
  const pick = useText();
  const missing = error.fields.flatMap(({ field, expected }) => {
    const line = lines[Number(/lines\.(\d+)/.exec(field)?.[1])];
    const left = Number(/(\d+)\s*$/.exec(expected ?? "")?.[1] ?? 0);
    return line === undefined ? [] : [{ line, left }];
  });
  return (
    <ul className={css["short"]}>
      {missing.map(({ line, left }) => (
        <li key={`${line.sku}:${line.merchant}`}>
          <span>{left > 0 ? say.left(pick(line.title), left) : say.gone(pick(line.title))}</span>
          {left > 0 ? (
            <Button size="small" onClick={() => onChange(line, left)}>
              {say.take(left)}
            </Button>
          ) : (
            <Button size="small" onClick={() => onChange(line, 0)}>
              {say.drop}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Why an order was not placed, and what to do about it. */
export function PlaceFault({ error, lines, onChange }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  if (!error) return null;
  if (error instanceof ProblemError && error.problem.type.endsWith(":out_of_stock"))
    return (
      <Alert
        type="warning"
        showIcon
        title={say.short}
        description={<Shortage error={error} lines={lines} onChange={onChange} />}
      />
    );
  if (error instanceof ProblemError && (error.status === 0 || error.status >= 500))
    return <Alert type="warning" showIcon title={say.lost} description={say.lostHint} />;
  const named = [...faultsByLine(error).keys()].flatMap((i) => (lines[i] ? [say.where(pick(lines[i].title))] : []));
  return <Alert type="error" showIcon title={named.length > 0 ? named.join("；") : errorText(error, lang)} />;
}

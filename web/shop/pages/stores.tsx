import { EnvironmentOutlined } from "@ant-design/icons";
import { parties } from "#contract";
import { Page, ToneTag, useText, useWords, words } from "#parts";
import { useList, useRead } from "#shell";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Input } from "antd";
import css from "../me/me.module.css";
import look from "./pages.module.css";

const t = words({
  title: { zh: "去哪家店？", en: "Which store?" },
  sub: { zh: "自提、退货、找导购，都可以到店里。", en: "Collect, return, or ask somebody in person." },
  find: { zh: "店名或编号", en: "Name or code of a store" },
  go: { zh: "查找", en: "Find" },
  none: { zh: "没有找到门店", en: "No store found" },
  noneHint: { zh: "换个词试试。", en: "Try another word." },
  book: { zh: "预约导购", en: "Book advice" },
  ask: { zh: "在线问", en: "Ask online" },
  handover: { zh: "自提", en: "Pick-up" },
  return: { zh: "退货", en: "Returns" },
  appointment: { zh: "可预约", en: "Appointments" },
  guide: { zh: "有导购", en: "Guides" },
  install: { zh: "安装", en: "Installation" },
  sample: { zh: "试用装", en: "Samples" },
  more: { zh: "更多门店", en: "More stores" },
});

type Shown = "handover" | "return" | "appointment" | "guide" | "install" | "sample";
const shown: readonly Shown[] = ["handover", "return", "appointment", "guide", "install", "sample"];

function StoreCard({ venue, kind }: { readonly venue: parties.Venue; readonly kind: string }) {
  const say = useWords(t);
  const pick = useText();
  return (
    <article className={css["store"]}>
      <div className={look["spread"]}>
        <h2>{pick(venue.name)}</h2>
        <span className={look["quiet"]}>{kind}</span>
      </div>
      <p className={look["quiet"]}>
        <EnvironmentOutlined aria-hidden /> {[venue.region, venue.city, venue.address].filter(Boolean).join(" ") || "—"}
      </p>
      <div className={look["row"]}>
        {shown
          .filter((c) => venue.capabilities.includes(c))
          .map((c) => (
            <ToneTag key={c}>{say[c]}</ToneTag>
          ))}
      </div>
      <div className={look["row"]}>
        {venue.capabilities.includes("appointment") ? (
          <Link to={`/guide/book/${venue.id}`} aria-label={`${say.book} · ${pick(venue.name)}`}>
            <Button type="primary">{say.book}</Button>
          </Link>
        ) : null}
        {venue.capabilities.includes("guide") ? (
          <Link to="/guide/ask" search={{ venue: venue.id }} aria-label={`${say.ask} · ${pick(venue.name)}`}>
            <Button>{say.ask}</Button>
          </Link>
        ) : null}
      </div>
    </article>
  );
}

function FindForm({ asked }: { readonly asked: string }) {
  const say = useWords(t);
  const navigate = useNavigate();
  const go = (form: HTMLFormElement) => {
    const given = new FormData(form).get("q");
    const text = typeof given === "string" ? given.trim() : "";
    void navigate({ to: "/stores", search: text === "" ? {} : { q: text } });
  };
  return (
    <form
      role="search"
      className={look["row"]}
      onSubmit={(event) => {
        event.preventDefault();
        go(event.currentTarget);
      }}
    >
      <Input
        name="q"
        type="search"
        size="large"
        maxLength={100}
        defaultValue={asked}
        placeholder={say.find}
        aria-label={say.find}
        style={{ width: 260 }}
      />
      <Button size="large" htmlType="submit">
        {say.go}
      </Button>
    </form>
  );
}

/** Stores and what each can do for a shopper. */
export function Stores() {
  const say = useWords(t);
  const pick = useText();
  const { q }: { readonly q?: unknown } = useSearch({ strict: false });
  const asked = typeof q === "string" || typeof q === "number" ? String(q).slice(0, 100) : "";
  const list = useList(parties.routes.venues, { query: { limit: 24, ...(asked === "" ? {} : { q: asked }) } });
  const kinds = useRead(parties.routes.venueKinds, {}, { stale_ms: 600_000 }).data?.items ?? [];
  const rows = list.rows.filter((v) => v.status === "active" && v.kind !== "web_shop" && v.kind !== "screen");
  const kindOf = (code: string) => {
    const kind = kinds.find((k) => k.code === code);
    return kind ? pick(kind.label) : "";
  };
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={<FindForm key={asked} asked={asked} />}
      reads={list}
      isEmpty={rows.length === 0 && !list.hasMore}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      {() => (
        <>
          <div className={css["stores"]}>
            {rows.map((venue) => (
              <StoreCard key={venue.id} venue={venue} kind={kindOf(venue.kind)} />
            ))}
          </div>
          {list.hasMore ? (
            <div className={look["center"]}>
              <Button loading={list.isFetching} onClick={list.more}>
                {say.more}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Page>
  );
}

import { ExpandOutlined } from "@ant-design/icons";
import { useOnline } from "#shell";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import css from "./kiosk.module.css";
import { useHeartbeat, usePlayer, usePlayList, useWakefulness } from "./player.ts";
import { Stage, Twice, Welcome } from "./stage.tsx";

/** The time on the wall; a screen far from any clock is looked at for it. */
function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const text = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false }).format(now);
  return (
    <time className="fg-figure" dateTime={now.toISOString()}>
      {text}
    </time>
  );
}

function Unknown({ code }: { readonly code: string }) {
  return (
    <div className={css["unknown"]} role="alert">
      <h1>
        <Twice text={{ zh: "没有这块屏", en: "No such screen" }} />
      </h1>
      <p>
        <code>{code}</code>
      </p>
      <p>
        <Twice
          text={{
            zh: "请核对地址里的编号；登记好后，这里会自己亮起来。",
            en: "Check the code in the address. Once it is registered, this page starts by itself.",
          }}
        />
      </p>
    </div>
  );
}

/** A screen in a venue: plays what is booked, beats, keeps proof, and goes on without a network. */
export function Screen() {
  const { code } = useParams({ strict: false }) as { code: string };
  const { list, unknown, offline, isPending } = usePlayList(code);
  const items = list?.items ?? [];
  const now = usePlayer(items);
  const online = useOnline();
  useHeartbeat(code, offline ? "error" : items.length > 0 ? "online_with_content" : "online");
  useWakefulness();
  const name = list?.name;
  const alone = offline || !online;
  return (
    <main className={css["screen"]}>
      <title>{`${name?.zh ?? code} · Fairground`}</title>
      {unknown ? <Unknown code={code} /> : null}
      {unknown || isPending ? null : now && list ? (
        <Stage key={now.booking} item={now} venue={list.venue} />
      ) : (
        <Welcome name={name} />
      )}
      {unknown ? null : (
        <header className={css["head"]}>
          {name ? <Twice text={name} /> : <span />}
          <Clock />
        </header>
      )}
      <footer className={css["foot"]}>
        <span className={css["dots"]} aria-hidden="true">
          {items.length > 1
            ? items.map((item) => <i key={item.booking} data-now={item.booking === now?.booking} />)
            : null}
        </span>
        {alone ? (
          <span className={css["alone"]} role="status">
            <Twice text={{ zh: "离线播放", en: "playing offline" }} />
          </span>
        ) : null}
        <button
          type="button"
          className={css["full"]}
          aria-label="全屏 / Full screen"
          onClick={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)}
        >
          <ExpandOutlined />
        </button>
      </footer>
    </main>
  );
}

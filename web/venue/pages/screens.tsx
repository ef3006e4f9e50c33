import { marketing } from "#contract";
import { formatAgo, Grid, Page, Panel, QrCode, ToneTag, useLang, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { Button } from "antd";
import type { z } from "zod";
import { useNow } from "../kit/clock.tsx";
import { usePlace } from "../kit/place.ts";
import { screenState } from "../kit/screen-state.ts";
import css from "./screens.module.css";

const t = words({
  title: { zh: "店里的云屏都亮着吗？", en: "Are the screens of this store on?" },
  sub: {
    zh: "屏幕每分钟报一次平安；超过三分钟没有消息就算离线。",
    en: "Each screen reports every minute; three minutes of silence count as off.",
  },
  none: { zh: "这家店还没有云屏", en: "This store has no screens yet" },
  noneHint: {
    zh: "云屏点位由平台运营在“流量 › 点位”里添加。",
    en: "Screen places are added by the operator under Traffic › Places.",
  },
  playing: { zh: "播放中", en: "Playing" },
  idle: { zh: "在线，没有内容", en: "On, nothing to play" },
  error: { zh: "报错", en: "Reports an error" },
  silent: { zh: "离线", en: "Off" },
  never: { zh: "从未上线", en: "Never seen" },
  seen: { zh: "上次心跳", en: "Last heartbeat" },
  device: { zh: "设备", en: "Device" },
  played: { zh: "24 小时播放", en: "Played in 24 hours" },
  open: { zh: "打开屏幕页", en: "Open the screen page" },
  qr: {
    zh: (name: string) => `用屏幕设备扫码打开：${name}`,
    en: (name: string) => `Scan with the screen's device to open ${name}`,
  },
  scan: { zh: "新设备扫码即可接入", en: "Scan with a new device to connect it" },
});
const tones = { playing: "good", idle: "warn", error: "bad", silent: "bad", never: "plain" } as const;
type Screen = z.output<typeof marketing.routes.screens.reply>["items"][number];

function ScreenCard({ row }: { readonly row: Screen }) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const state = screenState(row.state, row.seen_at, useNow());
  const way = `${location.origin}/screen/${encodeURIComponent(row.place)}`;
  const name = pick(row.name);
  return (
    <Panel title={name} sub={row.place} actions={<ToneTag tone={tones[state]}>{say[state]}</ToneTag>}>
      <div className={css["screen"]}>
        <dl>
          <dt>{say.seen}</dt>
          <dd>{row.seen_at ? formatAgo(row.seen_at, lang) : "–"}</dd>
          <dt>{say.device}</dt>
          <dd>{row.device ?? "–"}</dd>
          <dt>{say.played}</dt>
          <dd>{row.played_today}</dd>
        </dl>
        <figure>
          <QrCode text={way} label={say.qr(name)} size_px={120} />
          <figcaption>{say.scan}</figcaption>
        </figure>
      </div>
      <Button href={way} target="_blank">
        {say.open}
      </Button>
    </Panel>
  );
}

/** The screens of this venue: alive or silent, and the way to connect one. */
export function Screens() {
  const say = useWords(t);
  const here = usePlace().id;
  const read = useRead(marketing.routes.screens, {}, { refetch_ms: 20_000 });
  const rows = (read.data?.items ?? []).filter((row) => row.venue === here);
  return (
    <Page
      title={say.title}
      sub={say.sub}
      reads={read}
      isEmpty={rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Grid min_px={340}>
        {rows.map((row) => (
          <ScreenCard key={row.place} row={row} />
        ))}
      </Grid>
    </Page>
  );
}

import { audiences, marketing, traffic } from "#contract";
import {
  ConfirmButton,
  formatMoney,
  formatRatio,
  formatTime,
  FunnelBar,
  Page,
  Panel,
  ToneTag,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead, useUser, useWrite } from "#shell";
import { Link, useParams } from "@tanstack/react-router";
import { houseColours } from "./colours.ts";
import { Lift } from "./lift.tsx";
import css from "./marketing.module.css";
import { Preview } from "./preview.tsx";
import { effectText, goalWords, stateTones, stateWords } from "./words.ts";

const t = words({
  title: { zh: (name: string) => `「${name}」效果怎么样？`, en: (name: string) => `How does “${name}” do?` },
  loading: { zh: "活动效果怎么样？", en: "How does the campaign do?" },
  back: { zh: "全部活动", en: "All campaigns" },
  start: { zh: "开始活动", en: "Start" },
  startAsk: { zh: "现在开始这个活动？", en: "Start this campaign now?" },
  startNote: {
    zh: "会一次订下所有资源位并让权益生效；有一个位置没空，就一个都不订。",
    en: "All places are booked and the benefits hold; if one place is taken, none is.",
  },
  cancel: { zh: "取消活动", en: "Cancel it" },
  cancelAsk: { zh: "取消这个活动？", en: "Cancel this campaign?" },
  cancelNote: {
    zh: "归还资源位，权益不再生效；已用的券仍然有效。不能再恢复。",
    en: "Places are given back and benefits hold no more; used coupons stay used. It cannot be undone.",
  },
  showed: { zh: "看到与用到了多少？", en: "What was seen and used?" },
  exposures: { zh: "曝光", en: "Exposures" },
  clicks: { zh: "点击", en: "Clicks" },
  claimed: { zh: "领券", en: "Claimed" },
  used: { zh: "使用", en: "Used" },
  spent: { zh: (m: string) => `权益共花费 ${m}`, en: (m: string) => `Benefits cost ${m} in all` },
  caused: { zh: "它带来了什么？", en: "What did it cause?" },
  causedSub: {
    zh: "开始以来买过本品牌的人占比：看得到的人，和对照组。",
    en: "Share who bought the brand since it started: those who could see it, and those held out.",
  },
  notKnown: { zh: "还不知道什么？", en: "What is not known?" },
  plan: { zh: "安排", en: "The plan" },
  look: { zh: "看起来是这样", en: "How it looks" },
  goal: { zh: "目标", en: "Goal" },
  when: { zh: "时间", en: "When" },
  where: { zh: "资源位", en: "Places" },
  who: { zh: "为谁而做", en: "Meant for" },
  everyone: { zh: "所有人", en: "Everybody" },
  hold: { zh: "对照组", en: "Hold-out" },
  benefits: { zh: "权益", en: "Benefits" },
  none: { zh: "无", en: "None" },
});
const gaps = words({
  notStarted: { zh: "活动还没有开始，没有可比的人。", en: "It has not started, so there is nobody to compare." },
  noHoldOut: {
    zh: "没有留对照组：结果里有多少是本来就会发生的，无法知道。",
    en: "There is no hold-out, so what would have happened anyway cannot be told.",
  },
  noVisitors: {
    zh: "还没有访客遇到过它，或还认不出遇到它的人是谁。",
    en: "No visitor has met it yet, or none of them is known.",
  },
  few: {
    zh: "每一组至少 50 人才显示，也才说得出什么。",
    en: "An arm needs 50 people before it is shown and before it tells anything.",
  },
  counted: {
    zh: "曝光与点击是这些资源位上本品牌的全部，不只这一个活动。",
    en: "Exposures and clicks are all of the brand's on these places, not only of this campaign.",
  },
  screens: {
    zh: "店内屏幕的观看无法对应到人，所以屏幕带来的购买算不进对比。",
    en: "Who watched a store screen is not known, so purchases it caused are not in the comparison.",
  },
  devices: {
    zh: "同一个人换了没登录的设备，可能既看到又在对照组里，差别会被低估。",
    en: "Somebody on a second device without signing in may be in both arms, which makes the difference look smaller.",
  },
  amount: {
    zh: "只比较买没买；买了多少、以后会不会再买，不在这里。",
    en: "Only whether people bought is compared, not how much, nor whether they come back.",
  },
});

function Results({ campaign }: { readonly campaign: marketing.Campaign }) {
  const say = useWords(t);
  const told = useWords(gaps);
  const lang = useLang();
  const { currency } = useUser().platform;
  const read = useRead(marketing.routes.results, { params: { id: campaign.id } });
  const r = read.data;
  const why =
    campaign.state === "draft"
      ? told.notStarted
      : campaign.hold_out_ratio === 0
        ? told.noHoldOut
        : r?.reached === null
          ? told.noVisitors
          : r?.lift === null
            ? told.few
            : undefined;
  return (
    <Wait reads={read}>
      {r ? (
        <>
          <Panel title={say.showed} sub={say.spent(formatMoney(r.spent_minor, currency, lang))}>
            <FunnelBar
              conversion={false}
              steps={(["exposures", "clicks", "claimed", "used"] as const).map((key) => ({
                key,
                label: say[key],
                value: r[key],
              }))}
            />
          </Panel>
          <Panel title={say.caused} sub={say.causedSub}>
            {r.reached && r.held_out ? (
              <Lift reached={r.reached} heldOut={r.held_out} lift={r.lift} />
            ) : (
              <p className={css["hint"]}>{why}</p>
            )}
          </Panel>
          <Panel title={say.notKnown}>
            <ul className={css["unknown"]}>
              {[why, told.counted, told.screens, told.devices, told.amount].map((line) =>
                line ? <li key={line}>{line}</li> : null,
              )}
            </ul>
          </Panel>
        </>
      ) : null}
    </Wait>
  );
}

function Plan({ campaign }: { readonly campaign: marketing.Campaign }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { currency, zone } = useUser().platform;
  const audience = useRead(
    audiences.routes.get,
    { params: { audience: campaign.audience ?? "" } },
    { enabled: campaign.audience !== null },
  );
  const places = useRead(traffic.routes.places);
  const placeName = (code: string) => {
    const known = places.data?.items.find((one) => one.code === code);
    return known ? text(known.name) : code;
  };
  const lines: readonly (readonly [string, React.ReactNode])[] = [
    [say.goal, text(goalWords[campaign.goal])],
    [say.when, `${formatTime(campaign.from, zone, lang)} – ${formatTime(campaign.until, zone, lang)}`],
    [
      say.where,
      campaign.places.length === 0 ? say.none : campaign.places.map(placeName).join(lang === "zh" ? "、" : ", "),
    ],
    [
      say.who,
      campaign.audience === null ? (
        say.everyone
      ) : (
        <Link to="/audiences/$id" params={{ id: campaign.audience }}>
          {audience.data?.name ?? "…"}
        </Link>
      ),
    ],
    [say.hold, formatRatio(campaign.hold_out_ratio, lang)],
    [
      say.benefits,
      campaign.benefits.length === 0
        ? say.none
        : campaign.benefits.map((one) => (
            <div key={one.id}>
              {text(one.title)} · {effectText(one, currency, lang)}
            </div>
          )),
    ],
  ];
  return (
    <Panel title={say.plan}>
      <dl className={css["facts"]}>
        {lines.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Deeds({ campaign }: { readonly campaign: marketing.Campaign }) {
  const say = useWords(t);
  const refresh = [
    marketing.routes.campaign,
    marketing.routes.campaigns,
    marketing.routes.results,
    marketing.routes.benefits,
  ];
  const start = useWrite(marketing.routes.startCampaign, { refresh, quiet: true });
  const cancel = useWrite(marketing.routes.cancelCampaign, { refresh, quiet: true });
  const params = { id: campaign.id };
  return (
    <>
      {campaign.state === "draft" || campaign.state === "running" ? (
        <ConfirmButton
          danger
          title={say.cancelAsk}
          detail={say.cancelNote}
          verb={say.cancel}
          onConfirm={() => cancel.mutateAsync({ params })}
        >
          {say.cancel}
        </ConfirmButton>
      ) : null}
      {campaign.state === "draft" ? (
        <ConfirmButton
          button={{ type: "primary" }}
          title={say.startAsk}
          detail={say.startNote}
          verb={say.start}
          onConfirm={() => start.mutateAsync({ params })}
        >
          {say.start}
        </ConfirmButton>
      ) : null}
    </>
  );
}

/** One campaign: what it showed, what it caused, what is not known, and how it looks. */
export function CampaignDetail() {
  const say = useWords(t);
  const text = useText();
  const { id = "" } = useParams({ strict: false });
  const read = useRead(marketing.routes.campaign, { params: { id } });
  const one = read.data;
  return (
    <Page
      title={one ? say.title(text(one.name)) : say.loading}
      sub={one ? <ToneTag tone={stateTones[one.state]}>{text(stateWords[one.state])}</ToneTag> : undefined}
      back={<Link to="/campaigns">← {say.back}</Link>}
      actions={one ? <Deeds campaign={one} /> : undefined}
      reads={read}
    >
      {() =>
        one ? (
          <>
            <div className={css["layout"]}>
              <div className={css["stack"]}>
                <Results campaign={one} />
                <Plan campaign={one} />
              </div>
              <Panel title={say.look}>
                <Preview shown={{ ...one.creative, colour: one.creative.colour ?? houseColours[0] ?? "#b52e52" }} />
              </Panel>
            </div>
          </>
        ) : null
      }
    </Page>
  );
}

import { audiences } from "#contract";
import { ConfirmButton, formatAgo, formatTime, Grid, Page, Panel, StatCard, useLang, useWords, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Switch } from "antd";
import { useDescribe } from "../shared/use-describe.ts";
import { usePlatformDays } from "../shared/use-days.ts";
import css from "./audiences.module.css";
import { HandOut } from "./hand-out.tsx";
import { CountText, LiveCount } from "./live-count.tsx";
import { PartsChart } from "./parts-chart.tsx";
import { useKnownNames } from "./use-names.ts";

const t = words({
  title: { zh: (name: string) => `「${name}」是哪些人？`, en: (name: string) => `Who is in “${name}”?` },
  loading: { zh: "这是哪些人？", en: "Who is in this audience?" },
  back: { zh: "全部人群", en: "All audiences" },
  made: {
    zh: (who: string, when: string) => `${who} 创建于 ${when}`,
    en: (who: string, when: string) => `Made by ${who}, ${when}`,
  },
  edit: { zh: "改条件", en: "Change" },
  remove: { zh: "删除", en: "Remove" },
  removeAsk: { zh: "删除这个人群？", en: "Remove this audience?" },
  removeNote: {
    zh: "已冻结的名单会保留，作为它们用途的凭证。被别的人群引用时不能删除。",
    en: "Frozen lists stay, as a record of what was done with them. It cannot be removed while another audience uses it.",
  },
  campaign: { zh: "用在活动里", en: "Use in a campaign" },
  now: { zh: "现在有多少人？", en: "How many people now?" },
  list: { zh: "最近名单", en: "Newest list" },
  freeze: { zh: "冻结一份名单", en: "Freeze a list now" },
  never: { zh: "还没有冻结", en: "Not frozen yet" },
  frozenAt: { zh: (ago: string) => `${ago}冻结`, en: (ago: string) => `frozen ${ago}` },
  daily: { zh: "每天自动冻结", en: "Freeze every day" },
  failed: { zh: (why: string) => `上次冻结失败：${why}`, en: (why: string) => `The last freezing failed: ${why}` },
  conditions: { zh: "条件", en: "Conditions" },
  parts: { zh: "每个条件有多大？", en: "How large is each condition?" },
});

function Deeds({ audience }: { readonly audience: audiences.Audience }) {
  const say = useWords(t);
  const navigate = useNavigate();
  const remove = useWrite(audiences.routes.remove, {
    refresh: [audiences.routes.list],
    quiet: true,
    onDone: () => void navigate({ to: "/audiences" }),
  });
  const { id } = audience;
  return (
    <>
      <ConfirmButton
        danger
        title={say.removeAsk}
        detail={say.removeNote}
        verb={say.remove}
        onConfirm={() => remove.mutateAsync({ params: { audience: id } })}
      >
        {say.remove}
      </ConfirmButton>
      <Link to="/audiences/$id/edit" params={{ id }}>
        <Button tabIndex={-1}>{say.edit}</Button>
      </Link>
      <Link to="/campaigns/new" search={{ audience: id }}>
        <Button type="primary" tabIndex={-1}>
          {say.campaign}
        </Button>
      </Link>
    </>
  );
}

function Sizes({ audience }: { readonly audience: audiences.Audience }) {
  const say = useWords(t);
  const lang = useLang();
  const { get, list } = audiences.routes;
  const freeze = useWrite(audiences.routes.freeze, { refresh: [get, list] });
  const change = useWrite(audiences.routes.change, { refresh: [get, list] });
  const params = { audience: audience.id };
  return (
    <Grid min_px={300}>
      <Panel title={say.now}>
        <LiveCount definition={audience.definition} />
      </Panel>
      <StatCard
        label={say.list}
        value={audience.frozen ? <CountText shown={audience.frozen.count} /> : "–"}
        note={
          <span style={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 12 }}>
            {audience.frozen ? say.frozenAt(formatAgo(audience.frozen.at, lang)) : say.never}
            <Button size="small" loading={freeze.isPending} onClick={() => freeze.mutate({ params })}>
              {say.freeze}
            </Button>
            <label style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
              <Switch
                size="small"
                checked={audience.daily}
                loading={change.isPending}
                onChange={(daily) => change.mutate({ params, body: { daily } })}
              />
              {say.daily}
            </label>
          </span>
        }
      />
    </Grid>
  );
}

/** One audience: what it is, how large, how fresh, and who of it may be reached. */
export function AudienceDetail() {
  const say = useWords(t);
  const lang = useLang();
  const { zone } = usePlatformDays();
  const { id = "" } = useParams({ strict: false });
  const names = useKnownNames();
  const describe = useDescribe(names);
  const read = useRead(audiences.routes.get, { params: { audience: id } });
  const one = read.data;
  return (
    <Page
      title={one ? say.title(one.name) : say.loading}
      sub={one ? say.made(one.created_by, formatTime(one.created_at, zone, lang)) : undefined}
      back={<Link to="/audiences">← {say.back}</Link>}
      actions={one ? <Deeds audience={one} /> : undefined}
      reads={read}
    >
      {() =>
        one ? (
          <>
            {one.last_error ? <p className={css["fault"]}>{say.failed(one.last_error.reason)}</p> : null}
            <Sizes audience={one} />
            <Panel title={say.conditions}>
              <p className={css["definition"]}>{describe(one.definition)}</p>
            </Panel>
            {"op" in one.definition ? (
              <Panel title={say.parts}>
                <PartsChart definition={one.definition} names={names} />
              </Panel>
            ) : null}
            <HandOut audience={one} />
          </>
        ) : null
      }
    </Page>
  );
}

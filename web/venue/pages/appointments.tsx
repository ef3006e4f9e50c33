import { guide } from "#contract";
import { ConfirmButton, EmptyState, Page, Panel, ToneTag, useWords, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { BookDialog } from "../clients/book.tsx";
import { ClientDrawer } from "../clients/client-drawer.tsx";
import css from "../clients/clients.module.css";
import { DayStrip } from "../clients/day-strip.tsx";
import { ProfileDrawer } from "../clients/profile.tsx";
import { Clock, useNow } from "../kit/clock.tsx";
import { clientsSection, Item, Items, SectionTabs } from "../kit/section.tsx";
import { usePlace } from "../kit/place.ts";
import { dayAt, wallTime } from "../kit/time.ts";

const t = words({
  title: { zh: "今天谁会来？", en: "Who comes today?" },
  otherDay: { zh: "这一天谁会来？", en: "Who comes that day?" },
  book: { zh: "代客预约", en: "Book for a client" },
  profile: { zh: "我的导购资料", en: "My profile" },
  day: { zh: "日期", en: "Day" },
  before: { zh: "前一天", en: "The day before" },
  after: { zh: "后一天", en: "The day after" },
  today: { zh: "回到今天", en: "Today" },
  slots: { zh: "一天的预约情况", en: "The day at a glance" },
  slotsSub: {
    zh: "深色是已约，浅色还有空；点一格直接预约。",
    en: "Dark is taken, light is free; press a half hour to book it.",
  },
  noSlots: {
    zh: "这一天没有导购排班，先在“我的导购资料”里填上班时间。",
    en: "No guide is on duty that day. Set your hours under My profile.",
  },
  list: { zh: "预约", en: "Appointments" },
  none: { zh: "这一天没有预约", en: "No appointments that day" },
  noneHint: { zh: "顾客在商城预约，或由您代客预约。", en: "Clients book in the shop, or you book for them." },
  booked: { zh: "已约", en: "Booked" },
  attended: { zh: "已到店", en: "Came" },
  missed: { zh: "未到", en: "Did not come" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  came: { zh: "到店了", en: "Came" },
  not: { zh: "没来", en: "Did not come" },
  cancel: { zh: "取消预约", en: "Cancel it" },
  cancelDetail: {
    zh: "请先致电告知顾客。取消后时段会空出来。",
    en: "Call the client first. The half hour becomes free again.",
  },
  card: { zh: "顾客卡片", en: "Client card" },
  code: { zh: (c: string) => `凭证 ${c}`, en: (c: string) => `code ${c}` },
  with: { zh: (n: string) => `导购 ${n}`, en: (n: string) => `with ${n}` },
});
const tones = { booked: "accent", attended: "good", missed: "bad", cancelled: "plain" } as const;

function Row({
  row,
  zone,
  onCard,
}: {
  row: guide.VenueAppointment;
  zone: string | undefined;
  readonly onCard: () => void;
}) {
  const say = useWords(t);
  const { settle, venueAppointments, venueSlots } = guide.routes;
  const write = useWrite(settle, { refresh: [venueAppointments, venueSlots] });
  const to = (state: "attended" | "missed" | "cancelled") =>
    write.mutateAsync({ params: { id: row.id }, body: { state } });
  const begun = Date.parse(row.from) <= useNow() + 3_600_000;
  return (
    <Item
      lead={<b className={css["hour"]}>{wallTime(Date.parse(row.from), zone)}</b>}
      title={[row.name, row.topic].filter(Boolean).join(" · ")}
      meta={
        <>
          {row.state === "booked" ? (
            <Clock until={row.from} />
          ) : (
            <ToneTag tone={tones[row.state]}>{say[row.state]}</ToneTag>
          )}
          {row.phone ? <a href={`tel:${row.phone}`}>{row.phone}</a> : null}
          <span>{say.code(row.code)}</span>
          {row.guide ? <span>{say.with(row.guide.name)}</span> : null}
        </>
      }
      side={
        <>
          {row.has_card ? <Button onClick={onCard}>{say.card}</Button> : null}
          {row.state === "booked" ? (
            <>
              <ConfirmButton
                title={say.cancel}
                detail={say.cancelDetail}
                danger
                button={{ type: "text" }}
                onConfirm={() => to("cancelled")}
              >
                {say.cancel}
              </ConfirmButton>
              {begun ? <Button onClick={() => void to("missed").catch(() => undefined)}>{say.not}</Button> : null}
              {begun ? (
                <Button type="primary" onClick={() => void to("attended").catch(() => undefined)}>
                  {say.came}
                </Button>
              ) : null}
            </>
          ) : null}
        </>
      }
    />
  );
}

function DayChoice({ day, onDay }: { readonly day: string; readonly onDay: (day: string) => void }) {
  const say = useWords(t);
  const at = dayjs(day);
  const go = (next: dayjs.Dayjs) => onDay(next.format("YYYY-MM-DD"));
  return (
    <span className={css["day"]}>
      <Button icon={<LeftOutlined />} aria-label={say.before} onClick={() => go(at.subtract(1, "day"))} />
      <DatePicker aria-label={say.day} allowClear={false} value={at} onChange={(next) => next && go(next)} />
      <Button icon={<RightOutlined />} aria-label={say.after} onClick={() => go(at.add(1, "day"))} />
    </span>
  );
}

/** The appointments of a day at this venue. */
export function Appointments() {
  const say = useWords(t);
  const { zone } = usePlace();
  const go = useNavigate();
  const today = dayAt(zone, useNow());
  const search = useSearch({ strict: false }) as { readonly day?: string };
  const day = /^\d{4}-\d{2}-\d{2}$/.test(String(search.day)) ? String(search.day) : today;
  const list = useRead(guide.routes.venueAppointments, { query: { day } }, { refetch_ms: 30_000 });
  const slots = useRead(guide.routes.venueSlots, { query: { from: day, days: 1 } }, { refetch_ms: 60_000 });
  const [booking, setBooking] = useState<{ readonly from?: string }>();
  const [client, setClient] = useState<string>();
  const [profile, setProfile] = useState(false);
  const rows = list.data?.items ?? [];
  const halfHours = slots.data?.slots ?? [];
  const onDay = (next: string) =>
    void go({ to: "/clients", search: next === today ? {} : { day: next }, replace: true });
  return (
    <Page
      title={day === today ? say.title : say.otherDay}
      actions={
        <>
          <Button onClick={() => setProfile(true)}>{say.profile}</Button>
          <Button type="primary" disabled={halfHours.length === 0} onClick={() => setBooking({})}>
            {say.book}
          </Button>
        </>
      }
      filters={
        <>
          <SectionTabs items={clientsSection} />
          <DayChoice day={day} onDay={onDay} />
          {day === today ? null : <Button onClick={() => onDay(today)}>{say.today}</Button>}
        </>
      }
      reads={[list, slots]}
    >
      <Panel title={say.slots} sub={halfHours.length > 0 ? say.slotsSub : say.noSlots}>
        {halfHours.length > 0 ? (
          <DayStrip slots={halfHours} zone={zone} onPick={(slot) => setBooking({ from: slot.from })} />
        ) : null}
      </Panel>
      {rows.length === 0 ? (
        <EmptyState title={say.none} hint={say.noneHint} />
      ) : (
        <Items label={say.list}>
          {rows.map((row) => (
            <Row key={row.id} row={row} zone={zone} onCard={() => setClient(row.id)} />
          ))}
        </Items>
      )}
      {booking ? (
        <BookDialog slots={halfHours} zone={zone} from={booking.from} onClose={() => setBooking(undefined)} />
      ) : null}
      {client ? <ClientDrawer client={client} onClose={() => setClient(undefined)} /> : null}
      <ProfileDrawer open={profile} onClose={() => setProfile(false)} />
    </Page>
  );
}

import { guide, parties } from "#contract";
import {
  FormFault,
  formatDay,
  formatTime,
  Page,
  Panel,
  QrCode,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { call, useRead, useSession } from "#shell";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { Choices } from "../buy/choice.tsx";
import css from "../guide/guide.module.css";
import { slotsByDay, timeIn } from "../guide/slots.ts";
import { useWithAccount } from "../kept/account.ts";

const t = words({
  title: { zh: (v: string) => `什么时候来${v}？`, en: (v: string) => `When will you come to ${v}?` },
  loading: { zh: "预约导购", en: "Book advice" },
  back: { zh: "换一家门店", en: "Another store" },
  day: { zh: "哪一天", en: "Day" },
  time: { zh: "几点", en: "Time" },
  who: { zh: "想约哪位导购", en: "With whom" },
  anyone: { zh: "谁都可以", en: "Anybody" },
  topic: { zh: "想了解什么（可不填）", en: "What it is about (if you like)" },
  topicHint: { zh: "比如：秋冬护肤、试穿徒步鞋", en: "For example: winter skin care, trying on boots" },
  name: { zh: "怎么称呼您", en: "Your name" },
  phone: { zh: "手机号", en: "Phone number" },
  phoneHint: { zh: "只给这家店用来联系您", en: "Only for this store to reach you" },
  need: { zh: "请填写", en: "Please fill this in" },
  badPhone: { zh: "6 到 15 位数字", en: "6 to 15 digits" },
  send: { zh: "预约", en: "Book" },
  none: { zh: "这七天没有可约的时间", en: "No time is free in these seven days" },
  noneHint: { zh: "可以换一家门店，或在线问导购。", en: "Try another store, or ask a guide online." },
  done: { zh: "约好了", en: "You are booked" },
  show: { zh: (c: string) => `到店出示 ${c}`, en: (c: string) => `Show ${c} at the store` },
  mine: { zh: "看我的预约", en: "Your appointments" },
  left: { zh: (n: number) => `余 ${n}`, en: (n: number) => `${n} left` },
});

type Fields = { readonly topic?: string; readonly name?: string; readonly phone?: string };

function Booked({ visit, zone }: { readonly visit: guide.Appointment; readonly zone: string }) {
  const say = useWords(t);
  const pick = useText();
  const lang = useLang();
  return (
    <Panel>
      <div className={css["booked"]} role="status">
        <h2>{say.done}</h2>
        <QrCode text={visit.code} label={say.show(visit.code)} />
        <strong className="fg-figure">{visit.code}</strong>
        <span>
          {formatTime(visit.from, zone, lang)} · {pick(visit.venue_name)}
        </span>
        <Link to="/guide">
          <Button type="primary">{say.mine}</Button>
        </Link>
      </div>
    </Panel>
  );
}

type Slots = Awaited<ReturnType<typeof readSlots>>;
const readSlots = (venue: number) => call(guide.routes.slots, { params: { venue } });

/** Day, then half hour, then with whom. */
function usePicked(slots: Slots) {
  const days = slotsByDay(
    slots.slots.filter((s) => s.free > 0),
    slots.zone,
  );
  const [day, setDay] = useState("");
  const [from, setFrom] = useState("");
  const [who, setWho] = useState("");
  const now = days.find((d) => d.day === day) ?? days[0];
  return { days, now, setDay, from: now?.slots.find((s) => s.from === from)?.from, setFrom, who, setWho };
}

function When({ slots, picked }: { readonly slots: Slots; readonly picked: ReturnType<typeof usePicked> }) {
  const say = useWords(t);
  const lang = useLang();
  const { days, now } = picked;
  return (
    <>
      <div className={css["scroll"]}>
        <Segmented<string>
          aria-label={say.day}
          value={now?.day ?? ""}
          options={days.map((d) => ({ value: d.day, label: formatDay(d.day, lang, { short: true }) }))}
          onChange={picked.setDay}
        />
      </div>
      <div role="radiogroup" aria-label={say.time} className={css["slots"]}>
        {now?.slots.map((s) => (
          <label key={s.from} className={css["slot"]}>
            <input type="radio" name="slot" checked={picked.from === s.from} onChange={() => picked.setFrom(s.from)} />
            <span>{timeIn(slots.zone, s.from)}</span>
            <small>{say.left(s.free)}</small>
          </label>
        ))}
      </div>
      {slots.guides.length === 0 ? null : (
        <Choices<string>
          label={say.who}
          name="guide"
          value={picked.who}
          onChange={picked.setWho}
          options={[
            { value: "", title: say.anyone },
            ...slots.guides
              .slice(0, 20)
              .map((g) => ({ value: g.id, title: g.name, note: g.specialities.slice(0, 5).join(" · ") })),
          ]}
        />
      )}
    </>
  );
}

/** For somebody whom the store could not reach otherwise. */
function WhoFields() {
  const say = useWords(t);
  const needed = { required: true, whitespace: true, message: say.need };
  return (
    <>
      <Form.Item name="name" label={say.name} rules={[needed]}>
        <Input size="large" maxLength={100} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="phone"
        label={say.phone}
        extra={say.phoneHint}
        rules={[needed, { pattern: /^\+?\d{6,15}$/, message: say.badPhone }]}
      >
        <Input size="large" type="tel" maxLength={16} autoComplete="tel" />
      </Form.Item>
    </>
  );
}

function Booking({ venue, slots }: { readonly venue: number; readonly slots: Slots }) {
  const say = useWords(t);
  const { user } = useSession();
  const client = useQueryClient();
  const withAccount = useWithAccount();
  const [form] = Form.useForm<Fields>();
  const { sku }: { readonly sku?: unknown } = useSearch({ strict: false });
  const me = useRead(parties.routes.me, {}, { enabled: user !== undefined }).data;
  const picked = usePicked(slots);
  const { from, who } = picked;
  const nameless = user === undefined || (me !== undefined && me.phone === null);
  const book = useMutation({
    mutationFn: ({ topic = "", name, phone }: Fields) => {
      const about = Number(sku);
      const body = {
        from: from ?? "",
        topic: topic.trim(),
        ...(who === "" ? {} : { guide: who }),
        ...(about > 0 ? { sku: about } : {}),
        ...(name ? { name } : {}),
        ...(phone ? { phone } : {}),
      };
      return withAccount(() => call(guide.routes.book, { params: { venue }, body }));
    },
    meta: { quiet: true },
    onSettled: () => client.invalidateQueries({ queryKey: [guide.routes.slots.path] }),
  });
  useFieldFaults(form, book.error);
  if (book.data) return <Booked visit={book.data} zone={slots.zone} />;
  return (
    <Panel>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className={css["form"] ?? ""}
        onFinish={(f) => book.mutate(f)}
      >
        <When slots={slots} picked={picked} />
        <Form.Item name="topic" label={say.topic}>
          <Input size="large" maxLength={200} placeholder={say.topicHint} />
        </Form.Item>
        {nameless ? <WhoFields /> : null}
        <FormFault error={book.error} />
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={book.isPending}
          disabled={from === undefined}
        >
          {say.send}
        </Button>
      </Form>
    </Panel>
  );
}

/** A half hour with a guide at a store. */
export function Book() {
  const say = useWords(t);
  const pick = useText();
  const venue = Number((useParams({ strict: false }) as { venue?: string }).venue);
  const place = useRead(parties.routes.venue, { params: { id: venue } }, { stale_ms: 600_000 });
  const slots = useRead(guide.routes.slots, { params: { venue } });
  return (
    <Page
      narrow
      title={place.data ? say.title(pick(place.data.name)) : say.loading}
      back={<Link to="/stores">{say.back}</Link>}
      reads={[place, slots]}
      isEmpty={slots.data !== undefined && slots.data.slots.every((s) => s.free < 1)}
      empty={{
        title: say.none,
        hint: say.noneHint,
        next: (
          <Link to="/stores">
            <Button type="primary">{say.back}</Button>
          </Link>
        ),
      }}
    >
      {() => (slots.data ? <Booking venue={venue} slots={slots.data} /> : null)}
    </Page>
  );
}

import {
  CalendarOutlined,
  CommentOutlined,
  DesktopOutlined,
  InboxOutlined,
  RollbackOutlined,
  ShoppingOutlined,
} from "@ant-design/icons";
import { EmptyState, useWords, words } from "#parts";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Clock, Waiting } from "../kit/clock.tsx";
import { Item, Items } from "../kit/section.tsx";
import type { Task } from "./tasks.ts";
import css from "./today.module.css";

const t = words({
  list: { zh: "现在要做的事", en: "What to do now" },
  none: { zh: "都处理好了", en: "All done" },
  noneHint: {
    zh: "有新订单、咨询或预约时会出现在这里。",
    en: "New orders, chats and appointments appear here by themselves.",
  },
  more: { zh: (n: number) => `还有 ${n} 件`, en: (n: number) => `${n} more` },
  pickUp: { zh: (n: number) => `拣 ${n} 件，备顾客自提`, en: (n: number) => `Pick ${n} pieces for a pick-up` },
  parcel: { zh: (n: number) => `拣 ${n} 件，交快递`, en: (n: number) => `Pick ${n} pieces and ship them` },
  uncollected: {
    zh: (no: string) => `${no} 备好一天了还没人取`,
    en: (no: string) => `${no} has waited a day to be collected`,
  },
  uncollectedMeta: { zh: "可致电提醒顾客", en: "A call may help" },
  chat: { zh: (n: string) => `${n} 在等回复`, en: (n: string) => `${n} waits for an answer` },
  appointment: { zh: (n: string) => `${n} 预约到店`, en: (n: string) => `${n} comes by appointment` },
  return: { zh: (no: string) => `${no} 的退货要验收`, en: (no: string) => `A return of ${no} is to be received` },
  screen: { zh: (n: string) => `${n} 没有心跳`, en: (n: string) => `${n} is silent` },
});
const icons: Readonly<Record<Task["kind"], ReactNode>> = {
  pick: <InboxOutlined />,
  uncollected: <ShoppingOutlined />,
  chat: <CommentOutlined />,
  appointment: <CalendarOutlined />,
  return: <RollbackOutlined />,
  screen: <DesktopOutlined />,
};
/** How many stand on the page before "more" is pressed. */
const firstShown = 12;

function titleOf(say: ReturnType<typeof useWords<typeof t>>, task: Task): string {
  if (task.kind !== "pick") return say[task.kind](task.name);
  return task.detail === "collect" ? say.pickUp(task.pieces ?? 0) : say.parcel(task.pieces ?? 0);
}
function metaOf(say: ReturnType<typeof useWords<typeof t>>, task: Task): ReactNode {
  if (task.kind === "pick") return task.name;
  if (task.kind === "uncollected") return say.uncollectedMeta;
  return task.kind === "screen" ? null : task.detail;
}

/** The list of tasks, the most urgent first, each a door to where it is done. */
export function TaskList({ tasks }: { readonly tasks: readonly Task[] }) {
  const say = useWords(t);
  const go = useNavigate();
  const [all, setAll] = useState(false);
  if (tasks.length === 0) return <EmptyState title={say.none} hint={say.noneHint} />;
  const shown = all ? tasks : tasks.slice(0, firstShown);
  return (
    <>
      <Items label={say.list}>
        {shown.map((task) => (
          <Item
            key={`${task.kind} ${task.key}`}
            lead={
              <span className={css["icon"]} data-urgency={task.urgency} aria-hidden>
                {icons[task.kind]}
              </span>
            }
            title={titleOf(say, task)}
            meta={metaOf(say, task)}
            onOpen={() => void go({ to: task.to, ...(task.search ? { search: task.search } : {}) })}
            side={
              task.until ? (
                <Clock until={task.until} />
              ) : task.since ? (
                <Waiting since={task.since} patience_ms={60_000} />
              ) : null
            }
          />
        ))}
      </Items>
      {tasks.length > shown.length ? (
        <Button onClick={() => setAll(true)}>{say.more(tasks.length - shown.length)}</Button>
      ) : null}
    </>
  );
}

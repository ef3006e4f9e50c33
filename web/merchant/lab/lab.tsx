import { Page, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import { Button, Tabs } from "antd";
import { useFilter } from "../shared/filter.tsx";
import { Opportunities } from "./opportunities.tsx";
import { Surveys } from "./surveys.tsx";

const t = words({
  title: { zh: "人们想要什么，却还没人做？", en: "What do people want that nobody makes?" },
  sub: {
    zh: "从搜索里找到没被满足的需求，再用概念测试问一问，再决定做不做。",
    en: "Find unmet demand in what people search for, ask them about a concept, then decide.",
  },
  opportunities: { zh: "机会", en: "Opportunities" },
  surveys: { zh: "概念测试", en: "Concept tests" },
  add: { zh: "新建概念测试", en: "New concept test" },
});
type Tab = "opportunities" | "surveys";

/** The innovation centre: opportunities from searches, and concept tests. */
export function Lab() {
  const say = useWords(t);
  const [{ tab }, show] = useFilter<{ readonly tab: Tab }>("/lab");
  return (
    <Page
      title={say.title}
      sub={say.sub}
      actions={
        <Link to="/lab/new">
          <Button type="primary" tabIndex={-1}>
            {say.add}
          </Button>
        </Link>
      }
    >
      <Tabs
        activeKey={tab ?? "opportunities"}
        onChange={(next) => show({ tab: next as Tab })}
        destroyOnHidden
        items={[
          { key: "opportunities", label: say.opportunities, children: <Opportunities /> },
          { key: "surveys", label: say.surveys, children: <Surveys /> },
        ]}
      />
    </Page>
  );
}

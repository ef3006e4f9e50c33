import { audiences } from "#contract";
import { FormFault, Page, Panel, useFieldFaults, useWords, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Checkbox, Form, type FormInstance, Input } from "antd";
import { useState } from "react";
import css from "./builder.module.css";
import { DefinitionEditor } from "./definition-editor.tsx";
import { definitionOf, draftOf } from "./draft.ts";
import { LiveCount } from "./live-count.tsx";
import { PartsChart } from "./parts-chart.tsx";
import { useKnownNames } from "./use-names.ts";

const t = words({
  newTitle: { zh: "要找到哪些人？", en: "Which people are you looking for?" },
  changeTitle: { zh: "怎么改这个人群？", en: "How should this audience change?" },
  sub: { zh: "把条件组合起来，右边随时告诉您有多少人。", en: "Combine conditions; the size on the right follows." },
  back: { zh: "全部人群", en: "All audiences" },
  conditions: { zh: "条件", en: "Conditions" },
  size: { zh: "现在有多少人？", en: "How many people now?" },
  parts: { zh: "每个条件有多大？", en: "How large is each condition?" },
  name: { zh: "人群名称", en: "Name" },
  nameNeeded: { zh: "起个以后认得出的名字", en: "A name you will know it by" },
  daily: { zh: "每天自动冻结一份名单", en: "Freeze a list of it every day" },
  save: { zh: "保存人群", en: "Save audience" },
  first: { zh: "先加一个条件", en: "Add a condition first" },
});
type Fields = { readonly name: string; readonly daily: boolean };
type Start = Fields & { readonly definition: audiences.Definition | undefined };

type KeepProps = {
  readonly form: FormInstance<Fields>;
  readonly start: Start;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly onSave: (fields: Fields) => void;
};

function Keep({ form, start, ready, busy, onSave }: KeepProps) {
  const say = useWords(t);
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: start.name, daily: start.daily }}
      onFinish={onSave}
    >
      <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.nameNeeded }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="daily" valuePropName="checked">
        <Checkbox>{say.daily}</Checkbox>
      </Form.Item>
      <Button type="primary" block htmlType="submit" disabled={!ready} loading={busy}>
        {ready ? say.save : say.first}
      </Button>
    </Form>
  );
}

function Builder({ start, id }: { readonly start: Start; readonly id?: string | undefined }) {
  const say = useWords(t);
  const navigate = useNavigate();
  const names = useKnownNames();
  const [draft, setDraft] = useState(() => draftOf(start.definition));
  const [form] = Form.useForm<Fields>();
  const definition = definitionOf(draft);
  const { list, get } = audiences.routes;
  const onDone = (made: audiences.Audience) => void navigate({ to: "/audiences/$id", params: { id: made.id } });
  const create = useWrite(audiences.routes.create, { refresh: [list], quiet: true, onDone });
  const change = useWrite(audiences.routes.change, { refresh: [list, get], quiet: true, onDone });
  const error = create.error ?? change.error;
  useFieldFaults(form, error);
  const save = ({ name, daily }: Fields) => {
    if (definition === undefined) return;
    const body = { name, daily, definition };
    if (id === undefined) create.mutate({ body });
    else change.mutate({ params: { audience: id }, body });
  };
  return (
    <div className={css["layout"]}>
      <div className={css["main"]}>
        <Panel title={say.conditions}>
          <DefinitionEditor value={draft} names={names} onChange={setDraft} />
        </Panel>
        {definition && "op" in definition ? (
          <Panel title={say.parts}>
            <PartsChart definition={definition} names={names} />
          </Panel>
        ) : null}
      </div>
      <div className={css["side"]}>
        <Panel title={say.size}>
          <LiveCount definition={definition} />
          <FormFault error={error} />
          <Keep
            form={form}
            start={start}
            ready={definition !== undefined}
            busy={create.isPending || change.isPending}
            onSave={save}
          />
        </Panel>
      </div>
    </div>
  );
}

const back = (text: string) => <Link to="/audiences">← {text}</Link>;

/** Builds a new audience; a figure's definition may be handed in by the address. */
export function NewAudience() {
  const say = useWords(t);
  const given: { readonly definition?: unknown; readonly name?: string } = useSearch({ strict: false });
  const read = audiences.definition.safeParse(given.definition);
  const start = { name: given.name ?? "", daily: false, definition: read.success ? read.data : undefined };
  return (
    <Page title={say.newTitle} sub={say.sub} back={back(say.back)}>
      <Builder start={start} />
    </Page>
  );
}

/** Changes what an audience is. */
export function EditAudience() {
  const say = useWords(t);
  const { id = "" } = useParams({ strict: false });
  const read = useRead(audiences.routes.get, { params: { audience: id } });
  return (
    <Page title={say.changeTitle} sub={read.data?.name ?? say.sub} back={back(say.back)} reads={read}>
      {() => (read.data ? <Builder key={id} id={id} start={read.data} /> : null)}
    </Page>
  );
}

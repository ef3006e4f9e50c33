import { audiences } from "#contract";
import { FormFault, useFieldFaults, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Checkbox, Form, type FormInstance, Input, Modal } from "antd";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { useDescribe } from "../shared/use-describe.ts";
import css from "./consumers.module.css";
import { LiveCount } from "./live-count.tsx";

const t = words({
  title: { zh: "存成人群", en: "Save as audience" },
  name: { zh: "人群名称", en: "Name" },
  nameNeeded: { zh: "起个以后认得出的名字", en: "A name you will know it by" },
  daily: { zh: "每天自动冻结一份名单", en: "Freeze a list of it every day" },
  save: { zh: "保存", en: "Save" },
  refine: { zh: "再组合条件", en: "Combine further" },
  cancel: { zh: "取消", en: "Cancel" },
  saved: { zh: (name: string) => `人群「${name}」已保存`, en: (name: string) => `Audience “${name}” saved` },
  open: { zh: "打开", en: "Open" },
});

type Wanted = { readonly definition: audiences.Definition; readonly name: string };
type Save = (wanted: Wanted) => void;
const SaveContext = createContext<Save | undefined>(undefined);

/** Opens the dialog that keeps a figure's people as an audience. */
export function useSaveAudience(): Save {
  const save = use(SaveContext);
  if (save === undefined) throw new Error("useSaveAudience stands outside the console");
  return save;
}

type Fields = { readonly name: string; readonly daily: boolean };

type KeepProps = {
  readonly form: FormInstance<Fields>;
  readonly name: string;
  readonly onSave: (fields: Fields) => void;
};

function Keep({ form, name, onSave }: KeepProps) {
  const say = useWords(t);
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: name.slice(0, 100), daily: false }}
      onFinish={onSave}
    >
      <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.nameNeeded }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="daily" valuePropName="checked" style={{ marginBottom: 4 }}>
        <Checkbox>{say.daily}</Checkbox>
      </Form.Item>
    </Form>
  );
}

function Dialog({ wanted, onClose }: { readonly wanted: Wanted; readonly onClose: () => void }) {
  const say = useWords(t);
  const describe = useDescribe();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const write = useWrite(audiences.routes.create, {
    refresh: [audiences.routes.list],
    quiet: true,
    onDone: (made) => {
      onClose();
      const open = () => void navigate({ to: "/audiences/$id", params: { id: made.id } });
      void message.success(
        <span>
          {say.saved(made.name)}{" "}
          <Button type="link" size="small" onClick={open}>
            {say.open}
          </Button>
        </span>,
      );
    },
  });
  useFieldFaults(form, write.error);
  const refine = () => {
    onClose();
    void navigate({
      to: "/audiences/new",
      search: { definition: wanted.definition, name: form.getFieldValue("name") },
    });
  };
  const save = ({ name, daily }: Fields) => write.mutate({ body: { name, daily, definition: wanted.definition } });
  return (
    <Modal
      open
      title={say.title}
      onCancel={onClose}
      width={520}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {say.cancel}
        </Button>,
        <Button key="refine" onClick={refine}>
          {say.refine}
        </Button>,
        <Button key="save" type="primary" loading={write.isPending} onClick={() => form.submit()}>
          {say.save}
        </Button>,
      ]}
    >
      <p className={css["sentence"]}>{describe(wanted.definition)}</p>
      <LiveCount definition={wanted.definition} />
      <FormFault error={write.error} />
      <Keep form={form} name={wanted.name} onSave={save} />
    </Modal>
  );
}

/** Gives every page the way from a figure to an audience. */
export function SaveAudienceProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, setWanted] = useState<Wanted>();
  const save = useMemo<Save>(() => (next) => setWanted(next), []);
  return (
    <SaveContext value={save}>
      {children}
      {wanted ? <Dialog wanted={wanted} onClose={() => setWanted(undefined)} /> : null}
    </SaveContext>
  );
}

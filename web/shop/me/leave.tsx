import { identity } from "#contract";
import { ConfirmButton, Panel, saveText, useWords, words } from "#parts";
import { useSession, useWrite } from "#shell";
import { App, Button } from "antd";
import { addresses, wayKept } from "../kept/address.ts";
import { cart } from "../kept/cart.ts";
import { placingDone } from "../kept/placing.ts";
import { forgetVisitor } from "../kept/visitor.ts";
import css from "./me.module.css";

const t = words({
  title: { zh: "带走，或者删除", en: "Take it away, or erase it" },
  take: { zh: "下载我的数据", en: "Download my data" },
  takeHint: {
    zh: "一份机器可读的 JSON 文件，来自平台的每个部分。",
    en: "A machine-readable JSON file from every part of the platform.",
  },
  erase: { zh: "删除我的账号", en: "Erase my account" },
  eraseAsk: { zh: "要删除账号和所有数据吗？", en: "Erase your account and everything about you?" },
  eraseHint: {
    zh: "从这一刻起，任何名单和统计里都不再有您；随后逐处删除并出具证明。不能撤回。法律要求保留的订单账目除外。",
    en: "From this moment no list and no figure has you; then the data is removed place by place and certified. It cannot be undone. Order records that the law demands stay.",
  },
  done: {
    zh: (id: string) => `已开始删除，凭证编号 ${id}`,
    en: (id: string) => `Erasure has begun. Certificate ${id}`,
  },
});

/** Forgets everything that this device keeps of a shopper. */
function forgetDevice(): void {
  cart.clear();
  addresses.clear();
  wayKept.clear();
  placingDone();
  forgetVisitor();
}

/** The data as a file, and the end of the account. */
export function Leave() {
  const say = useWords(t);
  const { modal } = App.useApp();
  const { signOut } = useSession();
  const take = useWrite(identity.routes.exportMe, {
    onDone: (all) =>
      saveText(`fairground-${all.at.slice(0, 10)}.json`, JSON.stringify(all, null, 2), "application/json"),
  });
  const erase = useWrite(identity.routes.eraseMe, { quiet: true });
  const run = async () => {
    const certificate = await erase.mutateAsync({});
    forgetDevice();
    modal.success({ title: say.done(certificate.id) });
    await signOut().catch(() => undefined); // the session is gone with the account
  };
  return (
    <Panel title={say.title}>
      <div className={css["setting"]}>
        <small>{say.takeHint}</small>
        <Button loading={take.isPending} onClick={() => take.mutate({})}>
          {say.take}
        </Button>
      </div>
      <div className={css["setting"]}>
        <small>{say.eraseHint}</small>
        <ConfirmButton danger title={say.eraseAsk} detail={say.eraseHint} verb={say.erase} onConfirm={run}>
          {say.erase}
        </ConfirmButton>
      </div>
    </Panel>
  );
}

import { errorText, Notice, useLang, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Component, type ReactNode } from "react";

const t = words({
  lost: { zh: "这里什么也没有", en: "Nothing here" },
  lostHint: { zh: "地址可能写错了，或者这一页已经搬走。", en: "The address may be mistyped, or the page has moved." },
  home: { zh: "回到首页", en: "Back to the start" },
  broken: { zh: "这一页出错了", en: "This page broke" },
  reload: { zh: "重新打开", en: "Open it again" },
});

/** For an address that no page has. */
export function NotFound() {
  const say = useWords(t);
  const home = (
    <Link to="/">
      <Button type="primary">{say.home}</Button>
    </Link>
  );
  return <Notice title={say.lost} hint={say.lostHint} next={home} />;
}

/** For a page that threw while being drawn. */
export function PageFault({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const say = useWords(t);
  const lang = useLang();
  const again = (
    <Button type="primary" onClick={reset ?? (() => location.reload())}>
      {say.reload}
    </Button>
  );
  return <Notice title={say.broken} hint={errorText(error, lang)} next={again} />;
}

/** The last net: whatever escapes the router's own nets. */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error === undefined ? this.props.children : <PageFault error={this.state.error} />;
  }
}

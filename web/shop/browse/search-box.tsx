import { BarcodeOutlined, SearchOutlined } from "@ant-design/icons";
import { useWords, words } from "#parts";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import css from "./browse.module.css";

const t = words({
  label: { zh: "搜索商品", en: "Search for products" },
  hint: { zh: "想找点什么？", en: "What are you looking for?" },
  go: { zh: "搜索", en: "Search" },
  scan: { zh: "扫一扫", en: "Scan a code" },
});

/** The shop's search field; what it finds stands on the search page. */
export function SearchBox({ text = "", category }: { readonly text?: string; readonly category?: string }) {
  const say = useWords(t);
  const navigate = useNavigate();
  const [now, setNow] = useState(text);
  const go = () => {
    const q = now.trim();
    const search = { ...(q === "" ? {} : { q }), ...(category === undefined ? {} : { category }) };
    void navigate({ to: "/search", search });
  };
  return (
    <form
      role="search"
      className={css["search"]}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <Input
        size="large"
        type="search"
        value={now}
        maxLength={100}
        prefix={<SearchOutlined aria-hidden />}
        placeholder={say.hint}
        aria-label={say.label}
        enterKeyHint="search"
        onChange={(event) => setNow(event.target.value)}
      />
      <Button size="large" type="primary" htmlType="submit" className={css["searchGo"] ?? ""}>
        {say.go}
      </Button>
      <Link to="/scan" className={css["scanLink"] ?? ""} aria-label={say.scan} title={say.scan}>
        <BarcodeOutlined />
      </Link>
    </form>
  );
}

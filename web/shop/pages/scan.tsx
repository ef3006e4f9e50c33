import { catalog } from "#contract";
import { BarcodeField, errorText, Page, Panel, ProblemError, useLang, useWords, words } from "#parts";
import { call } from "#shell";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert } from "antd";
import { wayOfCode } from "../browse/link.ts";

const t = words({
  title: { zh: "扫一扫", en: "Scan a code" },
  sub: {
    zh: "扫商品条码、货架上的二维码，或输入条码数字。",
    en: "Scan a barcode or the QR code on a shelf, or type its digits.",
  },
  none: { zh: (c: string) => `没有找到「${c}」对应的商品`, en: (c: string) => `No product has the code ${c}` },
});

/** From a barcode or QR code to its product. */
export function Scan() {
  const say = useWords(t);
  const lang = useLang();
  const navigate = useNavigate();
  const find = useMutation({
    mutationFn: (code: string) => call(catalog.routes.scan, { query: { code: code.slice(0, 500) } }),
    meta: { quiet: true },
    onSuccess: (sku) => void navigate({ to: `/p/${sku.id}` }),
  });
  const take = (code: string) => {
    const way = wayOfCode(code, location.origin);
    if (way === undefined) find.mutate(code);
    else void navigate(way);
  };
  const missing = find.error instanceof ProblemError && find.error.status === 404;
  return (
    <Page narrow title={say.title} sub={say.sub}>
      <Panel>
        <BarcodeField onCode={take} camera autoFocus disabled={find.isPending} />
        {find.error ? (
          <Alert
            type={missing ? "info" : "error"}
            showIcon
            style={{ marginTop: 16 }}
            title={missing ? say.none((find.variables ?? "").slice(0, 60)) : errorText(find.error, lang)}
          />
        ) : null}
      </Panel>
    </Page>
  );
}

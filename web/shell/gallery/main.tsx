// Every shared piece on one page, for looking at them; built by `tools/build-web.ts --gallery`, never part of the consoles.
import { Page, useWords, words } from "#parts";
import { LangSwitch, ModeSwitch } from "../frame/user-menu.tsx";
import { startOpen } from "../start.tsx";
import { Charts } from "./charts.tsx";
import { Figures } from "./figures.tsx";
import { Lists, People, Products } from "./lists.tsx";

const t = words({
  title: { zh: "这些零件看起来怎么样？", en: "How do the pieces look?" },
  sub: { zh: "每个零件一次，样例数据。", en: "Every piece once, with sample data." },
});

function Gallery() {
  const say = useWords(t);
  const switches = (
    <>
      <LangSwitch />
      <ModeSwitch />
    </>
  );
  return (
    <div style={{ padding: "32px clamp(16px, 4vw, 48px)" }}>
      <Page title={say.title} sub={say.sub} actions={switches}>
        <Figures />
        <Charts />
        <Lists />
        <Products />
        <People />
      </Page>
    </div>
  );
}

startOpen("merchant", <Gallery />);

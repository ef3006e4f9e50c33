import { Button, Empty, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useLang } from "./lang/lang.ts";
import { useWords, words } from "./lang/words.ts";
import type { ReadState } from "./list.ts";
import { Notice } from "./notice.tsx";
import css from "./page.module.css";
import { errorText } from "./problem.ts";

const t = words({
  retry: { zh: "重试", en: "Try again" },
  failed: { zh: "没有读到数据", en: "The data could not be read" },
  loading: { zh: "正在读取", en: "Loading" },
});

type Reads = ReadState | readonly ReadState[];
const listOf = (reads: Reads | undefined): readonly ReadState[] =>
  reads === undefined ? [] : "isPending" in reads ? [reads] : reads;

type WaitProps = {
  /** The reads that must have arrived before the children can be drawn. */
  readonly reads?: Reads;
  /** When true, `empty` is shown instead of the children. */
  readonly isEmpty?: boolean;
  readonly empty?: EmptyProps;
  readonly children: ReactNode | (() => ReactNode);
};
export type EmptyProps = {
  readonly title: string;
  readonly hint?: string;
  /** What to do next: a button or a link. */
  readonly next?: ReactNode;
};

/** An empty state that says what is missing and what to do next. */
export function EmptyState({ title, hint, next }: EmptyProps) {
  return (
    <div className={css["empty"]}>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={null} />
      <h3>{title}</h3>
      {hint ? <p>{hint}</p> : null}
      {next}
    </div>
  );
}

/** Loading, error with retry, and empty state around content that needs data; usable for a page or for one card. */
export function Wait({ reads, isEmpty, empty, children }: WaitProps) {
  const say = useWords(t);
  const lang = useLang();
  const list = listOf(reads);
  const failed = list.find((read) => read.error);
  if (failed) {
    const again = () => {
      for (const read of list) if (read.error) read.refetch();
    };
    return (
      <Notice
        title={say.failed}
        hint={errorText(failed.error, lang)}
        next={
          <Button type="primary" onClick={again}>
            {say.retry}
          </Button>
        }
      />
    );
  }
  if (list.some((read) => read.isPending)) {
    return (
      <div role="status" aria-label={say.loading} className={css["loading"]}>
        <Skeleton active paragraph={{ rows: 6 }} title={false} />
      </div>
    );
  }
  if (isEmpty && empty) return <EmptyState {...empty} />;
  return typeof children === "function" ? children() : children;
}

export type PageProps = WaitProps & {
  /** The question this page answers: "Is acquisition efficient?" */
  readonly title: string;
  /** One line that says what is looked at: period, scope, source. */
  readonly sub?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** Filters under the title; they stay while data loads. */
  readonly filters?: ReactNode;
  /** A way back, above the title. */
  readonly back?: ReactNode;
  /** Text pages read better narrow. */
  readonly narrow?: boolean;
};

/** The frame of every page: the question as its title, actions, filters, and the four states of its content. */
export function Page({ title, sub, actions, filters, back, narrow, ...wait }: PageProps) {
  return (
    <article className={narrow ? `${css["page"]} ${css["narrow"]}` : css["page"]}>
      <title>{`${title} · Fairground`}</title>
      <header className={css["head"]}>
        <div className={css["words"]}>
          {back ? <div className={css["back"]}>{back}</div> : null}
          <h1>{title}</h1>
          {sub ? <p>{sub}</p> : null}
        </div>
        {actions ? <div className={css["actions"]}>{actions}</div> : null}
      </header>
      {filters ? <div className={css["filters"]}>{filters}</div> : null}
      <Wait {...wait} />
    </article>
  );
}

/** A titled block on a page: a white surface with a quiet edge. */
export function Panel(props: {
  readonly title?: ReactNode;
  readonly sub?: ReactNode;
  readonly actions?: ReactNode;
  /** No inner space at the sides, for a table. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={props.flush ? `${css["panel"]} ${css["flush"]}` : css["panel"]}>
      {props.title || props.actions ? (
        <header className={css["panelHead"]}>
          <div>
            {props.title ? <h2>{props.title}</h2> : null}
            {props.sub ? <p>{props.sub}</p> : null}
          </div>
          {props.actions ? <div className={css["actions"]}>{props.actions}</div> : null}
        </header>
      ) : null}
      {props.children}
    </section>
  );
}

/** Blocks side by side that wrap by themselves: each at least `min_px` wide. */
export function Grid({ min_px = 260, children }: { readonly min_px?: number; readonly children: ReactNode }) {
  return (
    <div
      className={css["grid"]}
      style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(${min_px}px, 100%), 1fr))` }}
    >
      {children}
    </div>
  );
}

import { audiences } from "#contract";
import { formatCount, useLang, useWords, words } from "#parts";
import { call, keyOf } from "#shell";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Spin } from "antd";
import { useEffect, useEffectEvent, useState } from "react";
import css from "./consumers.module.css";

const t = words({
  people: { zh: "人", en: "people" },
  about: { zh: (n: string) => `约 ${n}`, en: (n: string) => `About ${n}` },
  small: { zh: "人数太少，为保护个人不显示", en: "Too few people to show, to protect each of them" },
  similar: {
    zh: "与刚才看过的一个人数太接近，暂不显示",
    en: "Too close to a count shown before, so it stays hidden for a day",
  },
  brief: { zh: "太少，不显示", en: "not shown" },
  failed: { zh: "暂时数不出来", en: "It cannot be counted just now" },
});

const count = audiences.routes.count;
const countQuery = (definition: audiences.Definition) => ({
  queryKey: [...keyOf(count), definition],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => call(count, { body: { definition }, signal }),
  staleTime: 60_000,
});

/** A value that has rested for a while, so that not every keystroke asks the server. */
function useRested<T>(value: T, rest_ms: number): T {
  const [rested, setRested] = useState(value);
  const key = JSON.stringify(value); // the same content in a new object is no change
  const settle = useEffectEvent(() => setRested(value));
  useEffect(() => {
    const timer = setTimeout(() => settle(), rest_ms);
    return () => clearTimeout(timer);
  }, [key, rest_ms]);
  return rested;
}

/** How many people a definition holds now; asks again when it has changed and rested. */
function useLiveCount(definition: audiences.Definition | undefined) {
  const rested = useRested(definition, 500);
  return useQuery({
    ...countQuery(rested ?? { members: {} }),
    enabled: rested !== undefined,
    placeholderData: (last: audiences.ShownCount | undefined) => last,
  });
}

/** The counts of several definitions, in their order; `undefined` while one is on its way. */
export function useCounts(definitions: readonly audiences.Definition[]) {
  const rested = useRested(definitions, 500);
  return useQueries({ queries: rested.map(countQuery) }).map((one) => one.data);
}

/** A count for the reader: rounded for a brand, hidden with its reason when small. */
export function CountText({
  shown,
  brief,
}: {
  readonly shown: audiences.ShownCount;
  /** For a table: the reason in one word. */ readonly brief?: boolean;
}) {
  const say = useWords(t);
  const lang = useLang();
  if (shown.people === null) {
    const why = shown.hidden === "similar" ? say.similar : say.small;
    return (
      <small className={css["hidden"]} title={why}>
        {brief ? say.brief : why}
      </small>
    );
  }
  const text = formatCount(shown.people, lang);
  return <>{shown.rounded_to > 1 ? say.about(text) : text}</>;
}

/** The size of a definition, large, for a builder or a dialog. */
export function LiveCount({ definition }: { readonly definition: audiences.Definition | undefined }) {
  const say = useWords(t);
  const count = useLiveCount(definition);
  return (
    <div className={css["count"]} role="status" aria-live="polite">
      <Spin spinning={count.isFetching} size="small">
        {count.error && !count.isFetching ? <small className={css["hidden"]}>{say.failed}</small> : null}
        {count.data && !count.error ? (
          count.data.people === null ? (
            <CountText shown={count.data} />
          ) : (
            <>
              <b>
                <CountText shown={count.data} />
              </b>
              <span>{say.people}</span>
            </>
          )
        ) : null}
        {count.data || count.error ? null : <b>–</b>}
      </Spin>
    </div>
  );
}

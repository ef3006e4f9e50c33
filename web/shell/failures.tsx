import { errorText, useLang } from "#parts";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect, useEffectEvent } from "react";

/** Tells every refused write, so that none fails silently; a write with `quiet` tells its failure itself. */
export function TellFailures() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const lang = useLang();
  const tell = useEffectEvent((error: unknown) => {
    const content = errorText(error, lang);
    void message.error({ content, key: content }); // the same words once, however often they are said
  });
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== "updated" || event.action.type !== "error") return;
        if (event.mutation.meta?.["quiet"] !== true) tell(event.action.error);
      }),
    [client],
  );
  return null;
}

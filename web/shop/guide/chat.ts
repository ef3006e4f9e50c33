import { guide } from "#contract";
import { call } from "#shell";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { joined } from "./joined.ts";

export type Talk = { readonly conversation: guide.Conversation; readonly messages: readonly guide.ChatMessage[] };

const every_ms = 2_500;
const keyOf = (id: string) => [guide.routes.readChat.path, id];

/** A conversation that follows what is said: only what is new is asked for, until it is closed. */
export function useTalk(id: string) {
  const client = useQueryClient();
  return useQuery<Talk>({
    queryKey: keyOf(id),
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<Talk>(keyOf(id))?.messages ?? [];
      const after = known.at(-1)?.seq ?? 0;
      const read = await call(guide.routes.readChat, { params: { id }, query: { after }, signal });
      return { conversation: read.conversation, messages: joined(known, read.messages) };
    },
    refetchInterval: (query) => (query.state.data?.conversation.state === "closed" ? false : every_ms),
    staleTime: 0,
  });
}

/** Says something, and looks at once for what stands there now. */
export async function sayIn(client: QueryClient, id: string, text: string): Promise<void> {
  await call(guide.routes.say, { params: { id }, body: { text } });
  await client.invalidateQueries({ queryKey: keyOf(id) });
}

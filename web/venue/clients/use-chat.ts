import { guide } from "#contract";
import { call } from "#shell";
import { useQuery, useQueryClient } from "@tanstack/react-query";

const { chat } = guide.routes;
/** How often the other side is asked for, and how much of a conversation stays on the screen. */
const ask_ms = 2_500;
const keptMax = 1_000;
const pagesMax = 20;
const pageSize = 200;

export type Talk = { readonly conversation: guide.VenueConversation; readonly messages: readonly guide.ChatMessage[] };
export const talkKey = (id: string) => [chat.path, "talk", id] as const;

/** A conversation as it grows: only what is new is asked for, every few seconds. */
export function useChat(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: talkKey(id),
    enabled: id !== "",
    refetchInterval: ask_ms,
    queryFn: async ({ signal }): Promise<Talk> => {
      const known = client.getQueryData<Talk>(talkKey(id))?.messages ?? [];
      let messages = known;
      for (let page = 0; page < pagesMax; page++) {
        const after = messages.at(-1)?.seq ?? 0;
        const reply = await call(chat, { params: { id }, query: { after }, signal });
        messages = [...messages, ...reply.messages].slice(-keptMax);
        if (reply.messages.length < pageSize) return { conversation: reply.conversation, messages };
      }
      throw new Error("the conversation is too long to be read");
    },
  });
}

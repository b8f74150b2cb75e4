/** Links into a chat of Teams or Slack, and the ids by which both name people and chats. */
const links =
  /\b(?:https?|msteams|slack):\/\/(?:[^\s/]{0,200}\.)?(?:teams\.microsoft\.com|teams\.live\.com|teams\.cloud\.microsoft|slack\.com|slack-gov\.com)\b[^\s)]*/gi
const schemes = /\b(?:msteams|slack):[^\s)]+/gi
const ids =
  /\b\d{1,2}:[\w.:-]{1,200}@(?:thread\.\w{2,12}|unq\.gbl\.spaces)|\b\d{1,2}:orgid:[0-9a-f-]{36}|\b[UWDCG]0[A-Z0-9]{6,12}\b/g

/** A reported message without what would name the people of its chat: the id of a chat of two names both. */
export function withoutChats(text: string): string {
  return text.replace(links, '[…]').replace(schemes, '[…]').replace(ids, '[…]')
}

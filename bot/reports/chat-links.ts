/** Links into a chat of Teams or Slack, and the ids by which both name people and chats. */
const links =
  /\b(?:https?|msteams|slack):\/\/(?:[^\s/]{0,200}\.)?(?:teams\.microsoft\.com|teams\.live\.com|teams\.cloud\.microsoft|slack\.com|slack-gov\.com)(?![\w.@-])[^\s)]*/gi
const schemes = /\b(?:msteams|slack):[^\s)]+/gi
/** As they are typed, and as they stand within another link (`%3A` for a colon). */
const teamsIds =
  /(?:(?<![a-z0-9])|(?<=%(?:25)?2F))\d{1,2}(?::|%(?:25)?3A)[\w.:%-]{1,300}?(?:@|%(?:25)?40)(?:thread\.\w{2,12}|unq\.gbl\.spaces)|(?:(?<![a-z0-9])|(?<=%(?:25)?2F))\d{1,2}(?::|%(?:25)?3A)orgid(?::|%(?:25)?3A)[0-9a-f-]{36}/gi
/** With a digit in it: a word in capitals is none. */
const slackIds = /(?<![A-Z0-9])(?=[A-Z]{1,12}\d)[UWDCG][A-Z0-9]{7,12}(?![A-Za-z0-9])/g

/** A reported message without what would name the people of its chat: the id of a chat of two names both. */
export function withoutChats(text: string): string {
  return [links, schemes, teamsIds, slackIds].reduce((left, one) => left.replace(one, '[…]'), text)
}

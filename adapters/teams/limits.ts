/** What Teams takes, as data. */
export const limits = {
  /**
   * A message over about 100 KB is refused (413), older pages say 40 KB or 28 KB; with what goes around
   * the card we stay under 25 KB, below the smallest of them.
   * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
   */
  cardBytes: 24_000,
  /** Primary actions a card may show: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference */
  actions: 6,
  /** Ours: longer headings and labels do not fit a phone. */
  heading: 200,
  label: 75,
  paragraph: 4_000,
  url: 1_000
} as const

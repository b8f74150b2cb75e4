/** What Slack alone needs: its home page, questions asked in a window, pages of an install. */
export const slackWordingKeys = {
  'home.tips': [],
  'home.settings': [],
  'home.no_work': [],
  'ask_here.title': [],
  'ask_here.label': [],
  'ask_here.again': [],
  'ask_here.hint': [],
  'ask_here.enter': [],

  'install.done_title': [],
  'install.done': [],
  'install.next_write': [],
  'install.next_invite': [],
  'install.next_link': [],
  'install.open': [],
  'install.refused_title': [],
  'install.refused': [],
  'install.expired_title': [],
  'install.expired': [],
  'install.less_title': [],
  'install.less': [],
  'install.failed_title': [],
  'install.failed': [],
  'install.again': []
} as const

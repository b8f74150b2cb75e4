/** What Slack alone needs: pages of an install. */
export const slackWordingKeys = {
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

import type { Words } from '../content/wording.ts'
import type { Button, Card } from './reply.ts'
import { button, heading, text } from './talk.ts'

/** What an app's home page shows, the same for everybody: the three things the bot is for, before anything was asked. */
export function homeCard(words: Words): Card {
  return {
    blocks: [
      heading(words.say('about.title')),
      text(words.say('welcome.what')),
      text(words.say('help.say')),
      text(words.say('welcome.private'))
    ],
    buttons: [
      button(words.say('button.something_happened'), 'situation', 'mistake_unsure'),
      form(words.say('button.tell'), 'tell'),
      button(words.say('button.how_to_report'), 'situation', 'report_unsure'),
      form(words.say('button.receipt'), 'receipt'),
      button(words.say('button.tip'), 'tip'),
      button(words.say('button.privacy'), 'errand', 'privacy')
    ]
  }
}

/** The form itself says whom to call where nobody reads reports yet: a home page is the same for everybody. */
function form(label: string, action: string): Button {
  return { kind: 'press', label, press: { action }, opens: 'form' }
}

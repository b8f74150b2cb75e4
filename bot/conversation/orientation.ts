import { isNewHere } from './introduce.ts'
import { alertButton } from './alerting.ts'
import { button, heading, note, type Said, type Talk, text } from './talk.ts'
import type { Block, Button } from './reply.ts'
import { receiptButton } from './telling.ts'

/** The three things the bot is for, as buttons. */
function threeThings({ words }: Talk): readonly Button[] {
  return [
    button(words.say('button.something_happened'), 'situation', 'mistake_unsure'),
    button(words.say('button.how_to_report'), 'situation', 'report_unsure'),
    button(words.say('button.tip'), 'tip')
  ]
}

/** Said once to each person who adds the bot, and once in each channel. */
export function welcome(talk: Talk): Said {
  const { words, shared } = talk
  if (shared)
    return {
      blocks: [
        heading(words.say('welcome.channel_title')),
        text(words.say('welcome.channel_what')),
        text(words.say('welcome.channel_how')),
        note(words.say('welcome.channel_private'))
      ],
      buttons: [
        button(words.say('button.how_to_report'), 'situation', 'report_unsure'),
        button(words.say('button.tips_here'), 'tips-on')
      ],
      personal: false,
      notice: 'welcome',
      introduces: true
    }
  return {
    blocks: [
      heading(words.say('welcome.title')),
      text(words.say('welcome.what')),
      text(words.say('welcome.private')),
      note(whoRuns(talk))
    ],
    buttons: threeThings(talk),
    personal: true,
    notice: 'welcome',
    remember: { welcomed: true }
  }
}

export function greet(talk: Talk): Said {
  if (isNewHere(talk)) return welcome(talk)
  const { words, shared } = talk
  return {
    blocks: [
      heading(words.say('greeting.title')),
      text(words.say('greeting.what')),
      ...(shared ? [note(words.say('help.channel'))] : [])
    ],
    buttons: waysIn(talk),
    personal: false
  }
}

export function sayThanks({ words }: Talk): Said {
  return {
    blocks: [heading(words.say('thanks.title')), text(words.say('thanks.why'))],
    buttons: [button(words.say('button.tip'), 'tip'), button(words.say('button.help'), 'help')],
    personal: false
  }
}

/** What one can ask, with examples to copy. */
export function sayHelp(talk: Talk): Said {
  const { words, shared } = talk
  return {
    blocks: [
      heading(words.say('help.title')),
      text(words.say(shared ? 'help.say_channel' : 'help.say')),
      text(words.say('help.also')),
      ...(shared ? [note(words.say('help.channel'))] : [])
    ],
    // In a channel a button for receipts would say of its reader that there is one.
    buttons: [
      ...waysIn(talk),
      button(words.say('button.advice'), 'topics'),
      ...(shared ? [] : [...receiptButton(talk), ...alertButton(talk)])
    ],
    personal: false,
    introduces: true
  }
}

/** An empty message, or only a mention. */
export function sayShortHelp(talk: Talk): Said {
  if (isNewHere(talk)) return welcome(talk)
  const { words } = talk
  return {
    blocks: [heading(words.say('greeting.title')), text(words.say('help.empty'))],
    buttons: [...waysIn(talk), button(words.say('button.help'), 'help')],
    personal: false
  }
}

export function sayAbout(talk: Talk): Said {
  const { words } = talk
  return {
    blocks: [
      heading(words.say('about.title')),
      text(words.say('about.bot')),
      text(words.say('about.words')),
      text(words.say('about.limits')),
      note(whoRuns(talk))
    ],
    buttons: [
      button(words.say('button.privacy'), 'errand', 'privacy'),
      button(words.say('button.help'), 'help')
    ],
    personal: false,
    introduces: true
  }
}

/** In a channel nobody is asked to say in public that something happened. */
function waysIn(talk: Talk): readonly Button[] {
  return talk.shared ? threeThings(talk).slice(1) : threeThings(talk)
}

export function whoRuns({ words, turn }: Talk): string {
  if (turn.platform === 'web' || turn.platform === 'console')
    return words.say('welcome.who_runs_here')
  return words.say('welcome.who_runs', { platform: words.say(`platform.${turn.platform}`) })
}

/** A button that is not ours any more, or belongs to somebody else. */
export function sayStale({ words }: Talk): Said {
  return {
    blocks: [heading(words.say('stale.title')), text(words.say('stale.text'))],
    buttons: [button(words.say('button.help'), 'help')],
    personal: true
  }
}

/** A picture, a file, a voice note. `contacts` is whom to ring. */
export function sayUnreadable({ words }: Talk, contacts: readonly Block[]): Said {
  return {
    blocks: [
      heading(words.say('unreadable.title')),
      text(words.say('unreadable.text')),
      ...contacts
    ],
    buttons: [
      button(words.say('button.something_happened'), 'situation', 'mistake_unsure'),
      button(words.say('button.help'), 'help')
    ],
    personal: true,
    asksWhere: true
  }
}

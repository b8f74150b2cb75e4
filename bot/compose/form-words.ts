import type { Words } from '../content/wording.ts'

/** What the platforms' windows say on their own. */
export function formWords(words: Words) {
  return {
    teams: {
      needed: words.say('form.needed'),
      choose: words.say('form.choose'),
      cut: words.say('card.cut'),
      failing: `${words.say('failing.title')}. ${words.say('failing.text')}`
    },
    slack: {
      title: words.say('form.title'),
      wait: words.say('form.wait'),
      close: words.say('form.close'),
      yes: words.say('button.yes')
    }
  }
}

import { z } from 'zod'

/**
 * Every sentence the code asks for, with the blanks it fills. A key that the file lacks or has too many,
 * or a blank that differs, stops the start.
 */
export const wordingKeys = {
  'platform.teams': [],
  'platform.slack': [],
  'platform.web': [],
  'platform.console': [],
  'nation.ENG': [],
  'nation.WLS': [],
  'nation.SCT': [],
  'nation.NIR': [],
  'list.and': [],

  'notice.answer': [],
  'notice.welcome': [],
  'notice.tip': [],
  'pointer.answered': [],
  'pointer.unreachable': [],

  'route.no_number': [],
  'route.outside_hours': ['name'],
  'route.outside_hours_now': ['name'],
  'route.checked': ['date'],
  'route.for_managers': ['name'],
  'route.in_nations': ['name', 'nations'],

  'button.more': [],
  'button.how': [],
  'button.not_this': [],
  'button.at_home': [],
  'button.none': [],
  'button.elsewhere': [],
  'button.change_work': [],
  'button.something_happened': [],
  'button.how_to_report': [],
  'button.tip': [],
  'button.another_tip': [],
  'button.help': [],
  'button.person': [],
  'button.advice': [],
  'button.other_topics': [],
  'button.privacy': [],
  'button.blame': [],
  'button.kept': [],
  'button.delete': [],
  'button.back': [],

  'errand.tip': [],
  'errand.subscribe': [],
  'errand.unsubscribe': [],
  'errand.change_subscription': [],
  'errand.report_status': [],
  'errand.privacy': [],
  'errand.person': [],
  'errand.make_report': [],
  'errand.greeting': [],
  'errand.thanks': [],
  'errand.help': [],
  'errand.about': [],

  'situation.thanks_now': [],
  'situation.thanks': [],
  'situation.delete_there': [],
  'situation.more': ['label'],
  'situation.include': [],
  'situation.at_home': ['label'],
  'situation.tell': ['label'],
  'situation.how': ['name'],
  'situation.for': ['organisation'],
  'situation.national': [],

  'advice.source': ['sources'],
  'advice.all_seen': [],

  'unsure.which': [],
  'unsure.unknown': [],
  'unsure.person': [],
  'unsure.again': [],
  'unsure.other_words': [],
  'unsure.topics': [],

  'person.title': [],
  'person.note': [],

  'welcome.title': [],
  'welcome.what': [],
  'welcome.private': [],
  'welcome.who_runs': ['platform'],
  'welcome.who_runs_here': [],
  'welcome.channel_title': [],
  'welcome.channel_what': [],
  'welcome.channel_how': [],
  'welcome.channel_private': [],

  'greeting.title': [],
  'greeting.what': [],
  'thanks.title': [],
  'thanks.why': [],
  'help.title': [],
  'help.say': [],
  'help.also': [],
  'help.channel': [],
  'help.empty': [],
  'about.title': [],
  'about.bot': [],
  'about.words': [],
  'about.limits': [],

  'privacy.title': [],
  'privacy.keep': [],
  'privacy.nobody': [],
  'privacy.seen': ['platform'],
  'privacy.seen_here': [],
  'privacy.promise': ['organisation', 'words'],
  'privacy.channel': [],

  'blame.title': [],
  'blame.promise': ['organisation', 'words'],
  'blame.no_promise': [],
  'blame.guide': [],
  'blame.limits': [],
  'blame.who_sees': ['words'],
  'blame.nobody': [],
  'blame.who': [],

  'later.status_title': [],
  'later.status': [],
  'later.tips_title': [],
  'later.tips': [],
  'later.stop_title': [],
  'later.stop': [],

  'emergency.text': [],
  'emergency.text_with': ['number'],
  'distress.text': [],
  'safeguarding.text': [],
  'abuse.text': [],
  'language.text': [],

  'unreadable.title': [],
  'unreadable.text': [],
  'stale.title': [],
  'stale.text': [],

  'whose.question': [],
  'whose.why': [],
  'whose.type': [],
  'whose.which': [],
  'whose.unknown': [],
  'whose.set': ['organisation'],
  'whose.elsewhere': [],
  'whose.linked': ['organisation'],
  'whose.outsider': [],

  'link.channel': ['role', 'organisation'],
  'link.person': ['role', 'organisation'],
  'link.bad_title': [],
  'link.bad': [],
  'link.not_open_title': [],
  'link.not_open': [],
  'link.tips_in_channel': [],
  'role.responders': [],
  'role.comms': [],
  'role.admin': [],
  'role.tips': [],

  'forget.title': [],
  'forget.nothing': [],
  'forget.words': [],
  'forget.work': ['organisation'],
  'forget.elsewhere': [],
  'forget.last': [],
  'forget.tips': [],
  'forget.welcomed': [],
  'forget.role': ['role', 'organisation'],
  'forget.done_title': [],
  'forget.done': [],

  'failing.title': [],
  'failing.text': [],
  'slow.title': [],
  'slow.text': [],

  'pocket.title': [],
  'pocket.when': [],
  'pocket.first': [],
  'pocket.say': [],
  'pocket.also': [],
  'pocket.foot': ['organisation', 'date']
} as const satisfies Readonly<Record<string, readonly string[]>>

export type WordingKey = keyof typeof wordingKeys
type BlanksOf<K extends WordingKey> = (typeof wordingKeys)[K][number]

/**
 * The bot's own sentences, by key, from `content/<language>/wording.yaml`. `{name}` in a sentence is a blank
 * the code fills.
 */
export interface Words {
  say<K extends WordingKey>(
    key: K,
    ...blanks: [BlanksOf<K>] extends [never] ? [] : [Readonly<Record<BlanksOf<K>, string>>]
  ): string
}

/** What people type to go on with an answer, in small letters and without punctuation. */
export const phraseKeys = [
  'yes',
  'no',
  'how',
  'more',
  'where',
  'another',
  'forget_me',
  'delete',
  'change_work',
  'work_at',
  'topics',
  'blame'
] as const
export type PhraseKey = (typeof phraseKeys)[number]
export type Phrases = Readonly<Record<PhraseKey, readonly string[]>>

const Sentence = z.string().min(1).max(300)
/** Groups of sentences: `welcome: { title: … }` is the key `welcome.title`. */
export const WordingFile = z.strictObject({
  words: z.record(z.string(), z.record(z.string(), Sentence)),
  phrases: z.record(z.string(), z.array(z.string().min(1).max(60)).min(1))
})
export type WordingFile = z.infer<typeof WordingFile>

const blank = /\{([a-z_]+)\}/g

/** The names in curly brackets of a sentence, in order. */
export function blanksIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(blank)].map(([, name]) => name ?? '')
}

/** The words of one language. `sentences` was checked against {@link wordingKeys}: a key that is missing is a fault of ours. */
export function createWords(sentences: ReadonlyMap<string, string>): Words {
  return {
    say(key, ...[blanks]) {
      const sentence = sentences.get(key)
      if (sentence === undefined) throw new Error(`no wording for ${key}`)
      const filled: Readonly<Record<string, string>> | undefined = blanks
      return filled === undefined
        ? sentence
        : sentence.replace(blank, (whole, name: string) => filled[name] ?? whole)
    }
  }
}

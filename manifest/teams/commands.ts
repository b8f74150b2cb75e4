/** One line of the menu above the box where people type: choosing it types `title`. */
export interface Command {
  readonly title: string
  readonly description: string
}

/** A command that opens a form. Teams sends `id`; what each opens stands with the adapter. */
export interface FormCommand {
  readonly id: string
  readonly type: 'action'
  readonly title: string
  readonly description: string
  /** `message`: on a message that somebody chose; `compose`: beside the box where people type; `commandBox`: the search bar. */
  readonly context: readonly ('message' | 'compose' | 'commandBox')[]
  readonly fetchTask: true
}

export const formCommands: readonly FormCommand[] = [
  {
    id: 'report-message',
    type: 'action',
    title: 'Report this message',
    description: 'Something odd about it? See where to report it',
    context: ['message'],
    fetchTask: true
  },
  {
    id: 'tell',
    type: 'action',
    title: 'Tell someone privately',
    description: 'Something went wrong? See whom to tell. It is no chat message',
    context: ['compose', 'commandBox'],
    fetchTask: true
  }
]

/** In the private chat: what people come for. The bot must understand every title. */
export const personalCommands: readonly Command[] = [
  { title: 'What can you do?', description: 'See what to ask me' },
  { title: 'Strange email', description: 'Find out what to do with it, and what not to do' },
  { title: 'I clicked a link', description: 'First steps, and the number to ring' },
  { title: 'I lost my smartcard', description: 'Whom to tell, and when' },
  { title: 'How do I report something?', description: 'Where to report, step by step' },
  { title: 'Give me a tip', description: 'One short tip to stay safe, at work or at home' },
  { title: 'I need a person', description: 'The number to ring' },
  { title: 'Who can see this?', description: 'What I keep, and who could read it' }
]

/** Where others read along: nothing about what happened to anybody. */
export const sharedCommands: readonly Command[] = [
  { title: 'What can you do?', description: 'See what to ask me' },
  { title: 'How do I report something?', description: 'Where to report, step by step' },
  { title: 'What is a good password?', description: 'Short advice for everybody here' },
  { title: 'Give me a tip', description: 'One short tip to stay safe, at work or at home' },
  { title: 'I need a person', description: 'The number to ring' }
]

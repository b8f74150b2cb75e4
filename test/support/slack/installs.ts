import type { InstallWords } from '../../../adapters/slack/install-page.ts'
import { createSealer } from '../../../adapters/sealing/sealer.ts'
import { newKey, openKeys } from '../../../adapters/sealing/keys.ts'
import type { Sealer } from '../../../bot/ports.ts'
import type { Install, Installs, Leaving } from '../../../bot/ports/installs.ts'

export const sealer: Sealer = createSealer(await openKeys({ key: newKey(), dataDir: '/nowhere' }))

const page = (title: string) => ({ title, text: `${title}.` })
const installWords: InstallWords = {
  done: page('It is installed'),
  refused: page('It was refused'),
  expired: page('It is too old'),
  less: page('It was given less'),
  failed: page('It failed'),
  next: ['Write to it'],
  open: 'Open it',
  again: 'Start again'
}

/** What the adapter itself says, in words that tests know again. */
export const slackWords = {
  stillWorking: 'I am still looking that up.',
  ask: {
    title: 'Ask Heads Up',
    label: 'What happened?',
    again: 'Ask something else',
    hint: 'Only you see this.',
    enter: 'Press Enter.',
    submit: 'Ask',
    close: 'Close',
    cut: 'Too long to show whole.'
  },
  install: installWords,
  form: { title: 'Heads Up', wait: 'One moment, please.', close: 'Close', yes: 'Yes' }
}

/** Installs as the store keeps them, and what left. */
export function memoryInstalls(): Installs & {
  readonly rows: Map<string, Install>
  readonly left: Leaving[]
} {
  const rows = new Map<string, Install>()
  const left: Leaving[] = []
  return {
    rows,
    left,
    put: async (install) => void rows.set(install.id, install),
    read: async (id) => rows.get(id),
    list: async (platform) => [...rows.values()].filter((row) => row.platform === platform),
    drop: async ({ id, sealed }) => rows.get(id)?.sealed === sealed && rows.delete(id),
    leave: async (leaving) => void left.push(leaving)
  }
}

/** One command of `heads-up`. Gives the exit code. */
export interface Command {
  readonly usage: string
  readonly does: string
  run(args: readonly string[]): Promise<number>
}

/** Each command is loaded only when it is called: `understand` never waits for a web server to load. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'start',
    {
      usage: 'start',
      does: 'serve Teams, Slack and the try-it page',
      run: async () => (await import('../main.ts')).start()
    }
  ],
  [
    'talk',
    {
      usage: 'talk',
      does: 'talk to the bot in this terminal',
      run: async () => (await import('./talk.ts')).run()
    }
  ],
  [
    'check',
    {
      usage: 'check [--online] [--phrases]',
      does: 'list every problem of settings, content, organisations and database',
      run: async (args) => (await import('./check.ts')).run(args)
    }
  ],
  [
    'understand',
    {
      usage: 'understand',
      does: 'read one utterance a line, write what it was taken to mean as JSON',
      run: async () => (await import('./understand.ts')).run()
    }
  ],
  [
    'preview',
    {
      usage: 'preview [ID…] --out FOLDER [--organisation ID] [--channel]',
      does: 'tips, answers and cards as Teams and Slack show them, as one page',
      run: async (args) => (await import('./preview.ts')).run(args)
    }
  ],
  [
    'card',
    {
      usage: 'card ORGANISATION [--html FILE]',
      does: 'the pocket sheet to print: whom to ring when everything is down',
      run: async (args) => (await import('./card.ts')).run(args)
    }
  ],
  [
    'post',
    {
      usage: 'post CAMPAIGN [--organisation ID] [--dry-run]',
      does: 'send a campaign now, and show how far it is',
      run: async (args) => (await import('./post.ts')).run(args)
    }
  ],
  [
    'tips',
    {
      usage: 'tips [MONTH]',
      does: 'how often "I do this" was pressed under each tip, rounded, nobody named',
      run: async (args) => (await import('./tips.ts')).run(args)
    }
  ],
  [
    'link',
    {
      usage: 'link ORGANISATION responders|comms|admin|tips',
      does: 'print a one-time code to give a person or a channel a role',
      run: async (args) => (await import('./link.ts')).run(args)
    }
  ],
  [
    'links',
    {
      usage: 'links [remove ID]',
      does: 'list who and what is linked, or remove one',
      run: async (args) => (await import('./links.ts')).run(args)
    }
  ],
  [
    'alert',
    {
      usage: 'alert ORGANISATION --headline WORDS --do WORDS | list | show | edit | recall',
      does: 'tell staff something now; how far it is; edit or recall it everywhere',
      run: async (args) => (await import('./alert.ts')).run(args)
    }
  ],
  [
    'reports',
    {
      usage: 'reports list|show|practice|export|counts|purge',
      does: 'what people told, for those who may: list, open, export, count, erase',
      run: async (args) => (await import('./reports.ts')).run(args)
    }
  ],
  [
    'audit',
    {
      usage: 'audit verify [--head NUMBER:HASH]…',
      does: 'whether the trail of what responders did is as it was written',
      run: async (args) => (await import('./audit.ts')).run(args)
    }
  ],
  [
    'backup',
    {
      usage: 'backup',
      does: 'copy the database now (SQLite)',
      run: async () => (await import('./backup.ts')).run()
    }
  ],
  [
    'restore',
    {
      usage: 'restore FILE',
      does: 'put a backup back (SQLite, with the bot stopped)',
      run: async (args) => (await import('./restore.ts')).run(args)
    }
  ],
  [
    'move',
    {
      usage: 'move --to URL',
      does: 'carry the SQLite database into an empty PostgreSQL one (with the bot stopped)',
      run: async (args) => (await import('./move.ts')).run(args)
    }
  ],
  [
    'keys',
    {
      usage: 'keys new [reports] | begin-anew',
      does: 'print a new HEADS_UP_KEY, or a pair of keys for reports; begin anew after the old one was lost',
      run: async (args) => (await import('./keys.ts')).run(args)
    }
  ],
  [
    'manifest',
    {
      usage: 'manifest teams|slack [--out FILE] [--newer]',
      does: 'the app package to upload to Teams, or the manifest for Slack',
      run: async (args) => (await import('./manifest.ts')).run(args)
    }
  ]
])

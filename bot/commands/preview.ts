import { parseArgs } from 'node:util'
import { alertWindows } from '../alerts/alert-pieces.ts'
import { openLibrary } from '../compose/open-library.ts'
import { say, settingsHere } from '../compose/settings-here.ts'
import { writePreview } from '../compose/write-preview.ts'
import type { PreviewPiece } from '../../adapters/web/preview-page.ts'
import type { Library } from '../content/library.ts'
import { chosenPieces, type Onlooker, onlookerTalk, piecesOf } from '../conversation/pieces.ts'
import { askForm } from '../reports/tell-form.ts'
import { HeadsUpError } from '../errors.ts'
import { organisationOf } from './card.ts'
import { previewWeeks } from './preview-weeks.ts'

const usage = `Usage: heads-up preview [ID…] --out FOLDER [--organisation ID] [--channel]
       heads-up preview --weeks NUMBER [--out FOLDER]
  ID             a situation, a topic, a tip, an errand, "tell" (the form), "alert"; with all that its buttons lead to. None: everything.
  --out          the folder to write index.html into
  --organisation whose numbers are shown; without it the national ones
  --channel      as asked in a channel
  --weeks        what goes out in so many weeks, where and when; without --out as text`

/** `preview [ID…] --out FOLDER`: tips, answers and cards as people see them in Teams and in Slack. */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals: ids, values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      organisation: { type: 'string' },
      channel: { type: 'boolean' },
      weeks: { type: 'string' }
    },
    allowPositionals: true
  })
  if (values.weeks !== undefined) {
    const settings = settingsHere()
    return previewWeeks(Number(values.weeks), values.out, settings, openLibrary(settings))
  }
  if (values.out === undefined) {
    say(usage)
    return 1
  }
  const library = openLibrary(settingsHere())
  const organisation =
    values.organisation === undefined ? undefined : organisationOf(library, values.organisation)
  const place = values.channel === true ? 'channel' : 'private'
  const onlooker = { organisation, place, now: new Date() } as const
  const all = allOf(library, onlooker)
  refuseUnknown(ids, all)
  const pieces = chosenPieces(all, ids)
  const whose =
    organisation === undefined
      ? 'national numbers (only an alert shows an example, since an organisation sends it)'
      : (library.organisations.get(organisation)?.name ?? organisation)
  const about = `Asked in a ${place === 'channel' ? 'channel' : 'private chat'}. Whose numbers: ${whose}.`
  const file = await writePreview({ title: 'As people see it', about, pieces }, values.out, library)
  say(
    `Written to ${file}: ${pieces.length === 1 ? '1 card' : `${pieces.length} cards`}, as Teams and as Slack show them. Open it in a browser.`
  )
  return 0
}

/** Each platform's people read its own name, so each gets its own. */
function allOf(library: Library, onlooker: Omit<Onlooker, 'platform'>): readonly PreviewPiece[] {
  const on = {
    teams: { ...onlooker, platform: 'teams' },
    slack: { ...onlooker, platform: 'slack' }
  } as const
  const slack = new Map(piecesOf(library, on.slack).map(({ id, reply }) => [id, reply]))
  const answers = piecesOf(library, on.teams).map(({ id, leads, reply }) => ({
    id,
    leads,
    replies: { teams: reply, slack: slack.get(id) ?? reply }
  }))
  const form = (who: Onlooker) =>
    askForm(onlookerTalk(library, who), { given: new Map() }, undefined)
  const forms = { teams: form(on.teams), slack: form(on.slack) }
  const windows = (who: Onlooker) => alertWindows(onlookerTalk(library, who), who.organisation)
  const inSlack = new Map(windows(on.slack).map(({ id, form: drawn }) => [id, drawn]))
  const alerts = windows(on.teams).map(({ id, leads, form: drawn }) => ({
    id,
    leads,
    forms: { teams: drawn, slack: inSlack.get(id) ?? drawn }
  }))
  return [...answers, ...alerts, { id: 'tell', leads: library.words.say('tell.title'), forms }]
}

/** Throws `NOT_FOUND` for the first name that is none. */
function refuseUnknown(ids: readonly string[], all: readonly PreviewPiece[]): void {
  for (const id of ids)
    if (chosenPieces(all, [id]).length === 0)
      throw new HeadsUpError(
        'NOT_FOUND',
        `There is nothing called "${id}".`,
        'Give the id of a situation, a topic, a tip or an errand, as it stands in the content files; none shows them all.'
      )
}

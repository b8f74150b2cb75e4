import { codeLength, codeLetters, shownCode } from '../conversation/linking.ts'
import { LinkRole } from '../conversation/decision.ts'
import { openHasher } from '../compose/open-hasher.ts'
import { openLibrary } from '../compose/open-library.ts'
import { openSealing, openStoreHere } from '../compose/open-store.ts'
import { organisationOf } from './card.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/** `link ORGANISATION ROLE`: a one-time code for 15 minutes. Said in a channel it links the channel; said in a 1:1 chat, that person. */
export async function run([named, asked]: readonly string[]): Promise<number> {
  const role = LinkRole.safeParse(asked)
  if (named === undefined || !role.success) {
    say('Usage: heads-up link ORGANISATION responders|comms|admin|tips')
    return 1
  }
  const settings = settingsHere()
  const organisation = organisationOf(openLibrary(settings), named)
  const sealing = await openSealing(settings)
  const store = await openStoreHere(settings, quiet)
  try {
    const hasher = await openHasher({ store, ...sealing })
    const code = randomCode()
    await store.links.offer(hasher.key('code', code), organisation, role.data, new Date())
    say(`link ${shownCode(code)}`)
    say()
    say(`Type the line above to Heads Up within 15 minutes. It works once.`)
    say(`In a channel, mention the bot first, as in "@Heads Up link …".`)
    say(inChannel[role.data])
    say(`Its people then see the contacts of ${organisation}.`)
    if (role.data !== 'tips')
      say(
        `In a private chat with the bot: that person then has the role "${role.data}" at ${organisation}.`
      )
    return 0
  } finally {
    await store.upkeep.close()
  }
}

/** What a channel becomes by it. */
const inChannel: Readonly<Record<LinkRole, string>> = {
  responders:
    "It becomes the responders' channel: each new report is announced there. Use a private channel. Its people can ask to join.",
  comms: 'Its people can then ask for the role "comms".',
  admin: 'Its people can then ask for the role "admin".',
  tips: 'It then gets the weekly tips.'
}

/** 12 of 30 letters: 58 random bits, for 15 minutes and one use. */
function randomCode(): string {
  const letters: string[] = []
  while (letters.length < codeLength) {
    // 240 is the largest multiple of 30 under 256: above it, some letters would be likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(codeLength)))
      if (byte < 240 && letters.length < codeLength)
        letters.push(codeLetters.charAt(byte % codeLetters.length))
  }
  return letters.join('')
}
